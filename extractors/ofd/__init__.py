"""What the OFD reader is made of: the package's parts, the geometry of its pages, and what stands beside them."""
