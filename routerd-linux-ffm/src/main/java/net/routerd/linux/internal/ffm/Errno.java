package net.routerd.linux.internal.ffm;

/**
 * The error numbers of asm-generic/errno-base.h and asm-generic/errno.h, which x86_64, aarch64 and
 * riscv64 share. An own table, because {@code strerror} depends on the locale.
 */
@SuppressWarnings("javadoc")
public final class Errno {

  /** The numbers that code here asks for by name. */
  public static final int EPERM = 1,
      ENOENT = 2,
      ESRCH = 3,
      EINTR = 4,
      EAGAIN = 11,
      ENOMEM = 12,
      EACCES = 13,
      EBUSY = 16,
      EEXIST = 17,
      ENODEV = 19,
      EINVAL = 22,
      ENFILE = 23,
      EMFILE = 24,
      ENOSPC = 28,
      EPIPE = 32,
      ERANGE = 34,
      EPROTO = 71,
      EMSGSIZE = 90,
      ENOPROTOOPT = 92,
      EPROTONOSUPPORT = 93,
      EOPNOTSUPP = 95,
      EAFNOSUPPORT = 97,
      EADDRINUSE = 98,
      EADDRNOTAVAIL = 99,
      ENETDOWN = 100,
      ENETUNREACH = 101,
      ECONNRESET = 104,
      ENOBUFS = 105,
      EISCONN = 106,
      ENOTCONN = 107,
      ETIMEDOUT = 110,
      ECONNREFUSED = 111,
      EHOSTDOWN = 112,
      EHOSTUNREACH = 113,
      EINPROGRESS = 115;

  /** Every name, in order from 1; a dash where no error has the number. */
  private static final String[] NAMES =
      """
      EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES
      EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY
      ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG
      ENOLCK ENOSYS ENOTEMPTY ELOOP - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG
      EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT - EBFONT ENOSTR
      ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP
      EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX
      ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE
      ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT
      EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET
      ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN
      EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL EISNAM EREMOTEIO
      EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED
      EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON
      """
          .trim()
          .split("\\s+");

  private Errno() {}

  /**
   * Returns the name of an error.
   *
   * @param errno the number, above zero
   * @return such as {@code ENETUNREACH}; {@code errno 4711} where it has no name
   */
  public static String name(int errno) {
    boolean known = errno >= 1 && errno <= NAMES.length && !NAMES[errno - 1].equals("-");
    return known ? NAMES[errno - 1] : "errno " + errno;
  }

  /**
   * Returns the name and number of an error.
   *
   * @param errno the number, above zero
   * @return such as {@code ENETUNREACH (101)}; the number alone where it has no name
   */
  public static String text(int errno) {
    String name = name(errno);
    return name.startsWith("E") ? name + " (" + errno + ")" : name;
  }
}
