package net.routerd.linux.internal.ffm;

import static net.routerd.linux.internal.ffm.Constants.AF_INET;
import static net.routerd.linux.internal.ffm.Constants.AF_UNIX;
import static net.routerd.linux.internal.ffm.Constants.SOCK_CLOEXEC;
import static net.routerd.linux.internal.ffm.Constants.SOCK_DGRAM;
import static net.routerd.linux.internal.ffm.Constants.SOCK_NONBLOCK;
import static net.routerd.linux.internal.ffm.Constants.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import net.routerd.model.net.IpAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FfmLibcTest {

  private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
  private final Libc libc = FfmLibc.load();

  private Fd udp() {
    return new Fd(libc, libc.socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  }

  private byte[] localAddress(Fd fd) {
    byte[] address = new byte[SockAddr.MAX];
    int length = libc.getsockname(fd.number(), address);
    return java.util.Arrays.copyOf(address, length);
  }

  private static ByteBuffer direct(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder()).put(bytes).flip();
  }

  @ParameterizedTest(name = "room for control data: {0}")
  @ValueSource(ints = {64, 0})
  void aMessageArrivesWithItsSourceAndItsFlags(int control) {
    try (Fd sender = udp();
        Fd receiver = udp()) {
      assertThat(libc.bind(receiver.number(), SockAddr.inet(LOOPBACK, 0, 0))).isZero();
      assertThat(libc.bind(sender.number(), SockAddr.inet(LOOPBACK, 0, 0))).isZero();
      byte[] to = localAddress(receiver);
      assertThat(libc.sendto(sender.number(), direct("hello"), 0, to)).isEqualTo(5);

      Message message = new Message(3, control);
      int length = libc.recvmsg(receiver.number(), message, Constants.MSG_TRUNC);

      assertThat(length).as("the whole length").isEqualTo(5);
      assertThat(message.data().remaining()).isEqualTo(3);
      assertThat(message.flags()).isEqualTo(Constants.MSG_TRUNC);
      assertThat(SockAddr.address(message.source(), message.source().limit())).contains(LOOPBACK);
      assertThat(SockAddr.port(message.source()))
          .isEqualTo(SockAddr.port(SockAddr.view(localAddress(sender))));
    }
  }

  @Test
  @DisplayName(
      "of more buffers than are remembered each is sent from where it is, and only its rest")
  void manyBuffers() {
    try (Fd sender = udp();
        Fd receiver = udp()) {
      assertThat(libc.bind(receiver.number(), SockAddr.inet(LOOPBACK, 0, 0))).isZero();
      byte[] to = localAddress(receiver);
      List<ByteBuffer> buffers = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        buffers.add(direct("number " + i));
      }
      ByteBuffer room = ByteBuffer.allocateDirect(20);
      for (int i = 0; i < buffers.size(); i++) {
        for (int skipped = 0; skipped < 3; skipped++) { // remembered from the second time on
          libc.sendto(sender.number(), buffers.get(i).position(skipped), 0, to);
          int at = 10 - skipped; // another place than the text has, so that no two errors cancel
          int length = libc.recv(receiver.number(), room.position(at), 0);

          byte[] text = new byte[length];
          room.get(at, text);
          assertThat(new String(text, StandardCharsets.US_ASCII))
              .isEqualTo(("number " + i).substring(skipped));
        }
      }
    }
  }

  @Test
  void aBufferOfTheHeapIsRefused() {
    try (Fd socket = udp()) {
      assertThatThrownBy(() -> libc.recv(socket.number(), ByteBuffer.allocate(8), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("direct");
    }
  }

  @Test
  void aRefusalIsTheNegatedErrnoOfTheCall() {
    try (Fd socket = udp()) {
      int received = libc.recv(socket.number(), direct("room"), 0);

      assertThat(received).isEqualTo(-Errno.EAGAIN);
      assertThat(Errno.text(-received)).isEqualTo("EAGAIN (11)");
      assertThat(libc.open("/nonexistent", Constants.O_RDONLY)).isEqualTo(-Errno.ENOENT);
    }
  }

  @Test
  void eachThreadSeesTheErrnoOfItsOwnCallsOnly() throws Exception {
    Callable<Boolean> missing = () -> repeat(-Errno.ENOENT, () -> libc.open("/nonexistent", 0));
    Callable<Boolean> invalid = () -> repeat(-9, () -> libc.close(-1));
    FutureTask<Boolean> one = new FutureTask<>(missing);
    FutureTask<Boolean> two = new FutureTask<>(invalid);
    Thread.ofPlatform().start(one);
    Thread.ofPlatform().start(two);

    assertThat(one.get()).isTrue();
    assertThat(two.get()).isTrue();
  }

  private static boolean repeat(int wanted, Callable<Integer> call) throws Exception {
    for (int i = 0; i < 20_000; i++) {
      if (call.call() != wanted) {
        return false;
      }
    }
    return true;
  }

  @Test
  void optionsAreReadBackAsNumbersAndAsBytes() {
    try (Fd socket = udp()) {
      assertThat(libc.setsockopt(socket.number(), Constants.SOL_SOCKET, Constants.SO_REUSEADDR, 1))
          .isZero();
      assertThat(libc.getsockopt(socket.number(), Constants.SOL_SOCKET, Constants.SO_REUSEADDR))
          .isEqualTo(1);
      byte[] linger = new byte[8];
      linger[0] = 1;
      assertThat(
              libc.setsockopt(socket.number(), Constants.SOL_SOCKET, Constants.SO_LINGER, linger))
          .isZero();
      byte[] back = new byte[8];
      assertThat(libc.getsockopt(socket.number(), Constants.SOL_SOCKET, Constants.SO_LINGER, back))
          .isEqualTo(8);
      assertThat(back).isEqualTo(linger);
    }
  }

  @Test
  void aStreamIsConnectedAcceptedAndPolled() {
    byte[] name = SockAddr.abstractUnix("routerd-test-" + ProcessHandle.current().pid());
    try (Fd server = new Fd(libc, libc.socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        Fd client = new Fd(libc, libc.socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))) {
      assertThat(libc.bind(server.number(), name)).isZero();
      assertThat(libc.listen(server.number(), 1)).isZero();
      assertThat(libc.connect(client.number(), name)).isZero();
      try (Fd accepted = new Fd(libc, libc.accept4(server.number(), SOCK_CLOEXEC))) {
        assertThat(libc.poll(accepted.number(), Constants.POLLIN, 0)).isZero();
        libc.write(client.number(), direct("x"));
        assertThat(libc.poll(accepted.number(), Constants.POLLIN, 10_000))
            .isEqualTo(Constants.POLLIN);
        assertThat(libc.read(accepted.number(), direct("y"))).isEqualTo(1);
      }
    }
  }

  @Test
  void aVirtualThreadMayNotBlockInACall() throws Exception {
    try (Fd socket = udp();
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var polled = executor.submit(() -> libc.poll(socket.number(), Constants.POLLIN, 1));

      assertThatThrownBy(polled::get).hasMessageContaining("virtual thread");
    }
  }

  @Test
  void aDescriptorIsClosedOnceAndThenHasNoNumber() {
    Fd fd = udp();
    fd.close();
    fd.close();

    assertThat(fd.isOpen()).isFalse();
    assertThatThrownBy(fd::number).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Fd(libc, -Errno.EPERM)).hasMessageContaining("EPERM (1)");
  }

  @Test
  void whereNativeAccessIsDeniedTheMessageHoldsTheFlagToAdd() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // From 24 on an own option denies; before, naming other modules does.
    command.add(
        Runtime.version().feature() >= 24
            ? "--illegal-native-access=deny"
            : "--enable-native-access=java.base");
    command.add("-cp");
    command.add(
        location(FfmLibc.class)
            + ":"
            + location(FfmLibcTest.class)
            + ":"
            + location(net.routerd.spi.PlatformException.class)
            + ":"
            + location(IpAddress.class));
    command.add(LoadsLibc.class.getName());

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("--enable-native-access=net.routerd.linux");
    assertThat(process.waitFor()).isNotZero();
  }

  private static Path location(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Run in a JVM of its own. */
  static final class LoadsLibc {
    public static void main(String[] args) {
      FfmLibc.load();
    }
  }
}
