package net.routerd.linux.internal.ffm;

import java.nio.ByteBuffer;

/**
 * The socket calls of libc, named and ordered as in their man pages (section 2). Every method
 * returns what the call returned or, if that was -1, the negated errno of this very call, as the
 * kernel itself does: below zero is a refusal, {@link Errno#text} names it. {@code EINTR} is
 * retried inside. Addresses are the bytes of a {@code struct sockaddr}, see {@link SockAddr}.
 */
public interface SocketCalls {

  /**
   * socket(2).
   *
   * @param domain {@code AF_*}
   * @param type {@code SOCK_*}, with {@code SOCK_NONBLOCK} and {@code SOCK_CLOEXEC}
   * @param protocol {@code IPPROTO_*} or {@code NETLINK_*}
   * @return the descriptor or -errno
   */
  int socket(int domain, int type, int protocol);

  /**
   * bind(2).
   *
   * @param fd the socket
   * @param address the local address
   * @return 0 or -errno
   */
  int bind(int fd, byte[] address);

  /**
   * connect(2). An interrupted call goes on in the background and is told as -EINPROGRESS.
   *
   * @param fd the socket
   * @param address the peer's address
   * @return 0 or -errno
   */
  int connect(int fd, byte[] address);

  /**
   * listen(2).
   *
   * @param fd the socket
   * @param backlog how many connections may wait
   * @return 0 or -errno
   */
  int listen(int fd, int backlog);

  /**
   * shutdown(2).
   *
   * @param fd the socket; a copy of it in another process is shut down as well
   * @param how such as {@code SHUT_RDWR}
   * @return 0 or -errno
   */
  int shutdown(int fd, int how);

  /**
   * accept4(2), without the peer's address.
   *
   * @param fd the listening socket
   * @param flags {@code SOCK_NONBLOCK}, {@code SOCK_CLOEXEC}
   * @return the new descriptor or -errno
   */
  int accept4(int fd, int flags);

  /**
   * getsockname(2).
   *
   * @param fd the socket
   * @param address filled with the local address
   * @return the length of the address or -errno
   */
  int getsockname(int fd, byte[] address);

  /**
   * setsockopt(2) of an int.
   *
   * @param fd the socket
   * @param level {@code SOL_*}
   * @param name the option
   * @param value the value
   * @return 0 or -errno
   */
  int setsockopt(int fd, int level, int name, int value);

  /**
   * setsockopt(2) of bytes.
   *
   * @param fd the socket
   * @param level {@code SOL_*}
   * @param name the option
   * @param value the value, at most 4096 bytes
   * @return 0 or -errno
   */
  int setsockopt(int fd, int level, int name, byte[] value);

  /**
   * getsockopt(2) of an int.
   *
   * @param fd the socket
   * @param level {@code SOL_*}
   * @param name the option
   * @return the value as an unsigned number, or -errno
   */
  long getsockopt(int fd, int level, int name);

  /**
   * getsockopt(2) of bytes.
   *
   * @param fd the socket
   * @param level {@code SOL_*}
   * @param name the option
   * @param value filled with the value, at most 4096 bytes
   * @return the length of the value or -errno
   */
  int getsockopt(int fd, int level, int name, byte[] value);

  /**
   * send(2) of the buffer's remaining bytes; its position stays.
   *
   * @param fd the socket
   * @param data a direct buffer
   * @param flags {@code MSG_*}
   * @return how many bytes were taken, or -errno
   */
  int send(int fd, ByteBuffer data, int flags);

  /**
   * sendto(2) of the buffer's remaining bytes; its position stays.
   *
   * @param fd the socket
   * @param data a direct buffer
   * @param flags {@code MSG_*}
   * @param address the receiver
   * @return how many bytes were taken, or -errno
   */
  int sendto(int fd, ByteBuffer data, int flags, byte[] address);

  /**
   * recv(2) into the buffer's remaining room; its position stays.
   *
   * @param fd the socket
   * @param data a direct buffer
   * @param flags {@code MSG_*}
   * @return how many bytes were received (with {@code MSG_TRUNC} how many there were), 0 at the end
   *     of a stream, or -errno
   */
  int recv(int fd, ByteBuffer data, int flags);

  /**
   * recvmsg(2): one message with its source, control data and flags. By recvfrom(2), which costs
   * less, if there is no room for control data; then of the flags only {@code MSG_TRUNC} is told,
   * and only if it was asked for.
   *
   * @param fd the socket
   * @param message filled; what it held before is gone
   * @param flags {@code MSG_*}
   * @return how many bytes were received (with {@code MSG_TRUNC} how many there were) or -errno
   */
  int recvmsg(int fd, Message message, int flags);
}
