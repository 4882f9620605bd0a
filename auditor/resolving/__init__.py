"""What `auditor.resolve` is made of: nodes, the groups that they join, and the rules that say which."""
