"""One file a page: frame, selection, composed calls."""
