"""Real OpenSearch nodes on this machine, and the tests that need them (make test-cluster)."""
