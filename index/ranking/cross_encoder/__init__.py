"""A re-ranker from a folder with a cross-encoder in ONNX; imported only where one is set: its libraries are extra."""
