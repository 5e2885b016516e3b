"""OpenSearch as the engine: generations in a cluster of several nodes, for archives and bots that outgrow a machine."""
