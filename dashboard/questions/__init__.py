"""What pages and the API ask, a module for each subject: a `Query` that declares its sets of parameters."""
