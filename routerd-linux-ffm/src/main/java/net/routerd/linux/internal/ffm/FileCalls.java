package net.routerd.linux.internal.ffm;

import java.nio.ByteBuffer;

/**
 * The calls of libc on descriptors of any kind, named as in their man pages (section 2). Results
 * are those of {@link SocketCalls}: below zero is the negated errno of this very call.
 */
public interface FileCalls {

  /**
   * open(2) with {@code O_CLOEXEC}.
   *
   * @param path the file
   * @param flags {@code O_*}
   * @return the descriptor or -errno
   */
  int open(String path, int flags);

  /**
   * close(2). Never retried: on Linux the descriptor is gone even after {@code EINTR}.
   *
   * @param fd the descriptor
   * @return 0 or -errno
   */
  int close(int fd);

  /**
   * read(2) into the buffer's remaining room; its position stays.
   *
   * @param fd the descriptor
   * @param data a direct buffer
   * @return how many bytes were read or -errno
   */
  int read(int fd, ByteBuffer data);

  /**
   * write(2) of the buffer's remaining bytes; its position stays.
   *
   * @param fd the descriptor
   * @param data a direct buffer
   * @return how many bytes were written or -errno
   */
  int write(int fd, ByteBuffer data);

  /**
   * epoll_create1(2) with {@code EPOLL_CLOEXEC}.
   *
   * @return the descriptor or -errno
   */
  int epollCreate();

  /**
   * epoll_ctl(2).
   *
   * @param epfd the epoll descriptor
   * @param op {@code EPOLL_CTL_*}
   * @param fd what is watched
   * @param events {@code EPOLL*}
   * @param data handed back with each event
   * @return 0 or -errno
   */
  int epollCtl(int epfd, int op, int fd, int events, long data);

  /**
   * epoll_wait(2). Blocks: not for virtual threads. After {@code EINTR} it waits on for what is
   * left of the time.
   *
   * @param epfd the epoll descriptor
   * @param events filled
   * @param timeoutMillis milliseconds, 0 to return at once, -1 to wait for ever
   * @return how many events were filled in, or -errno
   */
  int epollWait(int epfd, EpollEvents events, int timeoutMillis);

  /**
   * eventfd(2), non-blocking and closed on exec.
   *
   * @return the descriptor or -errno
   */
  int eventfd();

  /**
   * poll(2) of one descriptor. Blocks: not for virtual threads. After {@code EINTR} it waits on for
   * what is left of the time.
   *
   * @param fd what is watched
   * @param events {@code POLL*}
   * @param timeoutMillis milliseconds, 0 to return at once, -1 to wait for ever
   * @return the events that happened, 0 after the time, or -errno
   */
  int poll(int fd, int events, int timeoutMillis);

  /**
   * setns(2): moves the calling thread, and every thread that it starts from then on, into a
   * namespace.
   *
   * @param fd an open namespace file
   * @param nstype {@code CLONE_NEW*}
   * @return 0 or -errno
   */
  int setns(int fd, int nstype);
}
