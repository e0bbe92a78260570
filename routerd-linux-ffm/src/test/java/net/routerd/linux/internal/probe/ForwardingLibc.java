package net.routerd.linux.internal.probe;

import java.nio.ByteBuffer;
import net.routerd.linux.internal.ffm.EpollEvents;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.Message;

/** The real calls; a test overrides the one that it wants to behave in another way. */
public class ForwardingLibc implements Libc {

  private final Libc libc = FfmLibc.load();

  @Override
  public int socket(int domain, int type, int protocol) {
    return libc.socket(domain, type, protocol);
  }

  @Override
  public int bind(int fd, byte[] address) {
    return libc.bind(fd, address);
  }

  @Override
  public int connect(int fd, byte[] address) {
    return libc.connect(fd, address);
  }

  @Override
  public int listen(int fd, int backlog) {
    return libc.listen(fd, backlog);
  }

  @Override
  public int shutdown(int fd, int how) {
    return libc.shutdown(fd, how);
  }

  @Override
  public int accept4(int fd, int flags) {
    return libc.accept4(fd, flags);
  }

  @Override
  public int getsockname(int fd, byte[] address) {
    return libc.getsockname(fd, address);
  }

  @Override
  public int setsockopt(int fd, int level, int name, int value) {
    return libc.setsockopt(fd, level, name, value);
  }

  @Override
  public int setsockopt(int fd, int level, int name, byte[] value) {
    return libc.setsockopt(fd, level, name, value);
  }

  @Override
  public long getsockopt(int fd, int level, int name) {
    return libc.getsockopt(fd, level, name);
  }

  @Override
  public int getsockopt(int fd, int level, int name, byte[] value) {
    return libc.getsockopt(fd, level, name, value);
  }

  @Override
  public int send(int fd, ByteBuffer data, int flags) {
    return libc.send(fd, data, flags);
  }

  @Override
  public int sendto(int fd, ByteBuffer data, int flags, byte[] address) {
    return libc.sendto(fd, data, flags, address);
  }

  @Override
  public int recv(int fd, ByteBuffer data, int flags) {
    return libc.recv(fd, data, flags);
  }

  @Override
  public int recvmsg(int fd, Message message, int flags) {
    return libc.recvmsg(fd, message, flags);
  }

  @Override
  public int open(String path, int flags) {
    return libc.open(path, flags);
  }

  @Override
  public int close(int fd) {
    return libc.close(fd);
  }

  @Override
  public int read(int fd, ByteBuffer data) {
    return libc.read(fd, data);
  }

  @Override
  public int write(int fd, ByteBuffer data) {
    return libc.write(fd, data);
  }

  @Override
  public int epollCreate() {
    return libc.epollCreate();
  }

  @Override
  public int epollCtl(int epfd, int op, int fd, int events, long data) {
    return libc.epollCtl(epfd, op, fd, events, data);
  }

  @Override
  public int epollWait(int epfd, EpollEvents events, int timeoutMillis) {
    return libc.epollWait(epfd, events, timeoutMillis);
  }

  @Override
  public int eventfd() {
    return libc.eventfd();
  }

  @Override
  public int poll(int fd, int events, int timeoutMillis) {
    return libc.poll(fd, events, timeoutMillis);
  }

  @Override
  public int setns(int fd, int nstype) {
    return libc.setns(fd, nstype);
  }
}
