"""How dates look where Django has no way of its own that a newsroom would print."""
