package net.routerd.linux.internal.ffm;

/** The calls of libc that this platform needs; a test may put another in place. Thread-safe. */
public interface Libc extends SocketCalls, FileCalls {}
