"""Between the GUI thread and the engine's thread: one signal out, one inbox in."""
