package net.routerd.linux.internal.netlink;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.Message;
import net.routerd.linux.internal.ffm.SockAddr;

/** A kernel of a few lines behind {@link Libc}: a script answers what is sent; time is its own. */
public final class ScriptedKernel {

  /** Above 2^31, as port ids of the real kernel may be. */
  public static final int PORT = (int) 2_854_992_394L;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Reply(byte[] bytes, int sender, int errno) {}

  final List<List<NlMessage>> sent = new ArrayList<>();
  final List<Integer> options = new ArrayList<>();

  /** Answers a datagram of requests. */
  public Consumer<List<NlMessage>> script = messages -> {};

  int forceResult;
  int optionResult;
  int sendResult;
  private final Deque<Reply> replies = new ArrayDeque<>();
  private long now;

  /** Makes one that answers nothing. */
  public ScriptedKernel() {}

  Libc libc() {
    return (Libc)
        Proxy.newProxyInstance(
            Libc.class.getClassLoader(), new Class<?>[] {Libc.class}, (p, m, a) -> call(m, a));
  }

  /** Starts a conversation with it. */
  public NetlinkConversation conversation() {
    return new NetlinkConversation(NetlinkSocket.open(libc(), 1 << 20), () -> now);
  }

  private Object call(Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "socket" -> 3;
      case "bind", "close" -> 0;
      case "getsockname" -> {
        byte[] name = SockAddr.netlink(PORT, 0);
        System.arraycopy(name, 0, (byte[]) arguments[1], 0, name.length);
        yield name.length;
      }
      case "setsockopt" -> option((int) arguments[1], (int) arguments[2]);
      case "send" -> send((ByteBuffer) arguments[1]);
      case "recvmsg" -> receive((Message) arguments[1]);
      case "poll" -> poll((int) arguments[2]);
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  private int option(int level, int name) {
    options.add(name);
    if (level == Constants.SOL_NETLINK) {
      return optionResult;
    }
    return name == Constants.SO_RCVBUFFORCE ? forceResult : 0;
  }

  private int send(ByteBuffer datagram) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(datagram.position(), bytes);
    NlFrames frames = new NlFrames(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
    List<NlMessage> messages = new ArrayList<>();
    frames.forEachRemaining(messages::add);
    sent.add(messages);
    if (sendResult < 0) {
      return sendResult;
    }
    script.accept(messages);
    return bytes.length;
  }

  private int receive(Message message) {
    Reply reply = replies.poll();
    if (reply == null) {
      return -Errno.EAGAIN;
    }
    if (reply.errno != 0) {
      return -reply.errno;
    }
    message.data().clear();
    message.data().put(0, reply.bytes, 0, Math.min(reply.bytes.length, message.data().capacity()));
    message.source().clear();
    message.source().put(0, SockAddr.netlink(reply.sender, 0));
    message.filled(reply.bytes.length, 12, 0, 0);
    return reply.bytes.length;
  }

  private int poll(int millis) {
    if (replies.isEmpty()) {
      now += TimeUnit.MILLISECONDS.toNanos(millis);
    }
    return replies.size();
  }

  /** Has a datagram of the kernel be received next. */
  public void reply(byte[] datagram) {
    replies.add(new Reply(datagram, 0, 0));
  }

  void replyFrom(int sender, byte[] datagram) {
    replies.add(new Reply(datagram, sender, 0));
  }

  void fail(int errno) {
    replies.add(new Reply(new byte[0], 0, errno));
  }

  static byte[] ack(NlMessage request, int errno) {
    return answer(
        Nl.MSG_ERROR, Nl.CAPPED, request.header().sequence(), PORT, errno, request.header().type());
  }

  static byte[] answer(int type, int flags, int sequence, int port, int errno, int echoed) {
    byte[] body =
        new NlWriter().u32(-errno).u32(16).u8(echoed, 0, 0, 0).u32(sequence).u32(0).toBytes();
    return new NlWriter().message(new NlHeader(type, flags, sequence, port), body).toBytes();
  }

  static byte[] item(NlMessage request, int type, int flags, int size) {
    NlHeader header = new NlHeader(type, flags, request.header().sequence(), PORT);
    return new NlWriter().message(header, new byte[size]).toBytes();
  }

  static byte[] done(NlMessage request, int flags, int errno) {
    NlHeader header = new NlHeader(Nl.MSG_DONE, flags, request.header().sequence(), PORT);
    return new NlWriter().message(header, new NlWriter().u32(-errno).toBytes()).toBytes();
  }
}
