package net.routerd.linux.internal.ffm;

/**
 * Constants of the kernel's headers, as C spells them. Those of x86_64, aarch64 and riscv64 are the
 * same (asm-generic); a test compares each with the compiler's.
 */
@SuppressWarnings("javadoc")
public final class Constants {

  /** sys/socket.h: address families, socket types, flags of the calls. */
  public static final int AF_UNIX = 1,
      AF_INET = 2,
      AF_INET6 = 10,
      AF_NETLINK = 16,
      AF_PACKET = 17,
      SOCK_STREAM = 1,
      SOCK_DGRAM = 2,
      SOCK_RAW = 3,
      SOCK_NONBLOCK = 0x800,
      SOCK_CLOEXEC = 0x80000,
      MSG_PEEK = 0x2,
      MSG_TRUNC = 0x20,
      MSG_CTRUNC = 0x8,
      MSG_DONTWAIT = 0x40,
      MSG_ERRQUEUE = 0x2000,
      MSG_NOSIGNAL = 0x4000;

  /** linux/net.h: what {@code shutdown} ends. */
  public static final int SHUT_RDWR = 2;

  /** asm-generic/socket.h: options of {@code SOL_SOCKET}. */
  public static final int SOL_SOCKET = 1,
      SO_REUSEADDR = 2,
      SO_TYPE = 3,
      SO_ERROR = 4,
      SO_SNDBUF = 7,
      SO_RCVBUF = 8,
      SO_LINGER = 13,
      SO_PEERCRED = 17,
      SO_BINDTODEVICE = 25,
      SO_TIMESTAMPNS = 35,
      SCM_TIMESTAMPNS = 35,
      SO_SNDBUFFORCE = 32,
      SO_RCVBUFFORCE = 33,
      SO_MARK = 36,
      SO_BINDTOIFINDEX = 62;

  /** netinet/in.h, linux/icmp.h, linux/icmpv6.h, linux/errqueue.h: the Internet protocols. */
  public static final int IPPROTO_ICMP = 1,
      IPPROTO_TCP = 6,
      IPPROTO_UDP = 17,
      IPPROTO_ICMPV6 = 58,
      SOL_IP = 0,
      SOL_IPV6 = 41,
      SOL_RAW = 255,
      IP_PKTINFO = 8,
      IP_RECVERR = 11,
      IPV6_RECVERR = 25,
      IPV6_RECVPKTINFO = 49,
      IPV6_PKTINFO = 50,
      ICMP_FILTER = 1,
      ICMPV6_FILTER = 1,
      TCP_NODELAY = 1,
      TCP_INFO = 11,
      SO_EE_ORIGIN_LOCAL = 1,
      SO_EE_ORIGIN_ICMP = 2,
      SO_EE_ORIGIN_ICMP6 = 3;

  /** linux/netlink.h: the netlink family's own options. */
  public static final int NETLINK_ROUTE = 0,
      SOL_NETLINK = 270,
      NETLINK_ADD_MEMBERSHIP = 1,
      NETLINK_DROP_MEMBERSHIP = 2,
      NETLINK_CAP_ACK = 10,
      NETLINK_EXT_ACK = 11,
      NETLINK_GET_STRICT_CHK = 12;

  /** fcntl.h, sched.h, sys/epoll.h, poll.h. */
  public static final int O_RDONLY = 0,
      O_WRONLY = 1,
      O_RDWR = 2,
      O_CLOEXEC = 0x80000,
      CLONE_NEWNET = 0x40000000,
      EPOLL_CTL_ADD = 1,
      EPOLL_CTL_DEL = 2,
      EPOLL_CTL_MOD = 3,
      EPOLLIN = 1,
      EPOLLOUT = 4,
      EPOLLERR = 8,
      EPOLLHUP = 16,
      EPOLLET = 1 << 31,
      EPOLL_CLOEXEC = 0x80000,
      EFD_CLOEXEC = 0x80000,
      EFD_NONBLOCK = 0x800,
      POLLIN = 1,
      POLLERR = 8;

  private Constants() {}
}
