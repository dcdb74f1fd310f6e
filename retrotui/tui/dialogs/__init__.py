"""Modal questions with typed results."""
