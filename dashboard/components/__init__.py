"""Small parts of screens, one noun a module; functions that return Dash components."""
