"""What goes along when a registration ends or moves on (随档移交): the mechanism, and the providers of the apps below."""
