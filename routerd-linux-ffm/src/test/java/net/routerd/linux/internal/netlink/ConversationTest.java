package net.routerd.linux.internal.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.spi.PlatformException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {

  private final ScriptedKernel kernel = new ScriptedKernel();

  /** Each begins with its number. */
  private static List<NlRequest> requests(int count, int size) {
    return IntStream.range(0, count)
        .mapToObj(i -> new NlRequest(24, 0, ByteBuffer.allocate(size).putInt(i).array()))
        .toList();
  }

  private List<Integer> numbersSent() {
    return kernel.sent.stream().flatMap(List::stream).map(m -> number(m.body())).toList();
  }

  private static int number(ByteBuffer body) {
    return body.duplicate().order(ByteOrder.BIG_ENDIAN).getInt();
  }

  private static int errno(NlOutcome outcome) {
    return ((NlOutcome.Answered) outcome).error().errno();
  }

  @Test
  void theSocketAsksForExtendedAcknowledgementsAndAcceptsAKernelWithoutThem() {
    kernel.optionResult = -Errno.ENOPROTOOPT;

    NetlinkSocket socket = NetlinkSocket.open(kernel.libc(), 4096);

    assertThat(kernel.options)
        .contains(
            Constants.NETLINK_EXT_ACK,
            Constants.NETLINK_CAP_ACK,
            Constants.NETLINK_GET_STRICT_CHK,
            Constants.SO_RCVBUFFORCE);
    assertThat(Integer.toUnsignedLong(socket.port())).isEqualTo(2_854_992_394L);
  }

  @Test
  void withoutThePrivilegeTheReceiveBufferIsSizedAsFarAsTheSystemAllows() {
    kernel.forceResult = -Errno.EPERM;

    NetlinkSocket.open(kernel.libc(), 4096);

    assertThat(kernel.options).endsWith(Constants.SO_RCVBUFFORCE, Constants.SO_RCVBUF);
  }

  @Test
  void anotherRefusalOfAnOptionIsAnErrorThatNamesIt() {
    kernel.optionResult = -Errno.EINVAL;

    assertThatThrownBy(() -> NetlinkSocket.open(kernel.libc(), 4096))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("EINVAL (22)");
  }

  @Test
  void atMost128RequestsAreUnderWayAndTheLastOfThemAsksForAnAcknowledgementOfAll() {
    kernel.script = all -> kernel.reply(ScriptedKernel.ack(all.getLast(), 0));

    List<NlOutcome> outcomes = kernel.conversation().exchange(requests(300, 40));

    assertThat(kernel.sent).extracting(List::size).containsExactly(128, 128, 44);
    assertThat(numbersSent()).isEqualTo(IntStream.range(0, 300).boxed().toList());
    assertThat(outcomes).hasSize(300).allMatch(o -> errno(o) == 0);
    for (List<NlMessage> datagram : kernel.sent) {
      assertThat(datagram).filteredOn(m -> m.header().has(Nl.ACK)).containsOnly(datagram.getLast());
    }
  }

  @Test
  void whatIsRefusedIsToldApartFromWhatIsNotAndTheLastMayBeOneOfThem() {
    kernel.script =
        all -> {
          kernel.reply(ScriptedKernel.ack(all.get(1), 17));
          kernel.reply(ScriptedKernel.ack(all.get(3), 101));
        };

    assertThat(kernel.conversation().exchange(requests(4, 8)))
        .extracting(ConversationTest::errno)
        .containsExactly(0, 17, 0, 101);
  }

  @Test
  void whatIsOnlyEncodedIsReadAndNotSent() {
    kernel.script = all -> kernel.reply(ScriptedKernel.ack(all.getLast(), 0));
    NetlinkConversation conversation = kernel.conversation();
    List<Integer> read = new ArrayList<>();

    conversation.encode(
        requests(300, 40), at -> at.forEachRemaining(m -> read.add(number(m.body()))));

    assertThat(read).as("what fits a datagram").isEqualTo(IntStream.range(0, 128).boxed().toList());
    assertThat(kernel.sent).isEmpty();
    assertThat(conversation.exchange(Collections.nCopies(300, NetlinkConversation.NOTHING)))
        .hasSize(300)
        .allMatch(o -> errno(o) == 0);
    assertThat(kernel.sent.stream().flatMap(List::stream))
        .hasSize(300)
        .allMatch(m -> m.header().type() == Nl.MSG_NOOP)
        .allMatch(m -> m.body().remaining() == 0);
  }

  @Test
  void aDatagramHoldsAtMost64KiB() {
    kernel.script = all -> all.forEach(m -> kernel.reply(ScriptedKernel.ack(m, 0)));

    List<NlOutcome> outcomes = kernel.conversation().exchange(requests(5, 20_000));

    assertThat(kernel.sent).extracting(List::size).containsExactly(3, 2);
    assertThat(numbersSent()).containsExactly(0, 1, 2, 3, 4);
    assertThat(kernel.sent).allMatch(all -> all.getLast().header().has(Nl.ACK));
    assertThat(outcomes).hasSize(5);
  }

  @Test
  void oneRefusalStopsNothingBehindItAndSeveralAnswersMayShareADatagram() {
    kernel.script =
        all -> {
          NlWriter two = new NlWriter();
          for (int i = 0; i < 2; i++) {
            NlMessage frame =
                new NlFrames(java.nio.ByteBuffer.wrap(ScriptedKernel.ack(all.get(i), i * 101)))
                    .next();
            byte[] body = new byte[frame.body().remaining()];
            frame.body().get(body);
            two.message(frame.header(), body);
          }
          kernel.reply(two.toBytes());
          kernel.reply(ScriptedKernel.ack(all.get(2), 0));
        };

    assertThat(kernel.conversation().exchange(requests(3, 8)))
        .extracting(ConversationTest::errno)
        .containsExactly(0, 101, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void answersToOthersAndToWhatIsLongOverAreSkipped(int count) {
    kernel.script =
        all -> {
          int sequence = all.getFirst().header().sequence();
          int stranger = ScriptedKernel.PORT + 1;
          kernel.reply(ScriptedKernel.answer(2, 0x100, sequence - 1, ScriptedKernel.PORT, 5, 24));
          kernel.reply(ScriptedKernel.answer(2, 0x100, sequence, stranger, 5, 24));
          kernel.replyFrom(4711, ScriptedKernel.ack(all.getFirst(), 5));
          kernel.reply(ScriptedKernel.ack(all.getLast(), 0));
        };

    assertThat(kernel.conversation().exchange(requests(count, 8)))
        .hasSize(count)
        .extracting(ConversationTest::errno)
        .containsOnly(0);
  }

  @Test
  void withoutTheLastAnswerAllButTheRefusedIsUnknownAfterFiveSeconds() {
    kernel.script = all -> kernel.reply(ScriptedKernel.ack(all.get(1), 17));

    List<NlOutcome> outcomes = kernel.conversation().exchange(requests(3, 8));

    assertThat(outcomes.get(0)).isEqualTo(new NlOutcome.Unknown("no answer in 5 s"));
    assertThat(errno(outcomes.get(1))).isEqualTo(17);
    assertThat(outcomes.get(2)).isEqualTo(new NlOutcome.Unknown("no answer in 5 s"));
  }

  @Test
  void anAnswerThatIsTooLargeMayHaveBeenARefusalOfAny() {
    kernel.script =
        all -> {
          kernel.reply(ScriptedKernel.item(all.get(0), 2, 0, 100_000));
          kernel.reply(ScriptedKernel.ack(all.get(2), 17));
        };

    List<NlOutcome> outcomes = kernel.conversation().exchange(requests(3, 8));

    assertThat(outcomes.subList(0, 2)).allMatch(NlOutcome.Unknown.class::isInstance);
    assertThat(errno(outcomes.get(2))).isEqualTo(17);
  }

  @Test
  void anOverrunLeavesTheUnansweredUnknownAndTheNextExchangeWorks() {
    NetlinkConversation conversation = kernel.conversation();
    kernel.script =
        all -> {
          kernel.reply(ScriptedKernel.ack(all.get(0), 17));
          kernel.fail(Errno.ENOBUFS);
          kernel.reply(ScriptedKernel.ack(all.get(2), 0));
        };
    List<NlOutcome> first = conversation.exchange(requests(3, 8));
    kernel.script = all -> kernel.reply(ScriptedKernel.ack(all.getLast(), 0));

    List<NlOutcome> second = conversation.exchange(requests(3, 8));

    assertThat(errno(first.get(0))).isEqualTo(17);
    assertThat(first.get(1))
        .isEqualTo(new NlOutcome.Unknown("the answers ran over the receive buffer (ENOBUFS)"));
    assertThat(errno(first.get(2))).isZero();
    assertThat(second).hasSize(3).allMatch(o -> errno(o) == 0);
  }

  private DumpReader.Listing<Integer> list() {
    return new DumpReader(kernel.conversation())
        .list(
            "list links",
            new NlRequest(18, 0, new byte[16]),
            (at, out) -> out.accept(at.bodyEnd() - at.bodyStart()));
  }

  @Test
  void aListThatChangedUnderneathIsTakenAgain() {
    kernel.script =
        all -> {
          NlMessage request = all.getFirst();
          int interrupted = kernel.sent.size() < 3 ? Nl.DUMP_INTR : 0;
          kernel.reply(ScriptedKernel.item(request, 16, 2, 16));
          kernel.reply(ScriptedKernel.item(request, 16, 2 | interrupted, 20));
          kernel.reply(ScriptedKernel.done(request, 2, 0));
        };

    assertThat(list()).isEqualTo(new DumpReader.Listing<>(List.of(16, 20), true, false));
    assertThat(kernel.sent).hasSize(3);
  }

  @Test
  void aListThatChangesUnderneathEveryTimeIsReturnedAsInconsistent() {
    kernel.script =
        all -> {
          kernel.reply(ScriptedKernel.item(all.getFirst(), 16, 2 | Nl.DUMP_INTR, 16));
          kernel.reply(ScriptedKernel.done(all.getFirst(), 2 | Nl.DUMP_INTR, 0));
        };

    assertThat(list()).isEqualTo(new DumpReader.Listing<>(List.of(16), false, false));
    assertThat(kernel.sent).hasSize(6);
  }

  @Test
  void aTableThatIsNotThereIsEmpty() {
    kernel.script = all -> kernel.reply(ScriptedKernel.done(all.getFirst(), 2, Errno.ENOENT));

    assertThat(list().items()).isEmpty();
  }

  @Test
  void aBusySocketIsAskedAgainAndAnotherRefusalIsAnError() {
    kernel.script =
        all ->
            kernel.reply(
                kernel.sent.size() == 1
                    ? ScriptedKernel.ack(all.getFirst(), Errno.EBUSY)
                    : ScriptedKernel.ack(all.getFirst(), Errno.EINVAL));

    assertThatThrownBy(this::list)
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("list links: EINVAL (22)");
    assertThat(kernel.sent).hasSize(2);
  }

  @Test
  void aMessageLargerThanTheBufferGrowsItAndTheListIsTakenAgain() {
    kernel.script =
        all -> {
          kernel.reply(ScriptedKernel.item(all.getFirst(), 16, 2, 100_000));
          kernel.reply(ScriptedKernel.done(all.getFirst(), 2, 0));
        };

    assertThat(list().items()).containsExactly(100_000);
    assertThat(kernel.sent).hasSize(2);
  }

  @Test
  void anOverrunWithinAListIsReadToItsEndAndTakenAgain() {
    kernel.script =
        all -> {
          kernel.reply(ScriptedKernel.item(all.getFirst(), 16, 2, 16));
          if (kernel.sent.size() == 1) {
            kernel.fail(Errno.ENOBUFS);
          }
          kernel.reply(ScriptedKernel.item(all.getFirst(), 16, 2, 20));
          kernel.reply(ScriptedKernel.done(all.getFirst(), 2, 0));
        };

    assertThat(list().items()).containsExactly(16, 20);
  }

  @Test
  void aListWithoutAnEndIsAnErrorAfterFiveSeconds() {
    kernel.script = all -> kernel.reply(ScriptedKernel.item(all.getFirst(), 16, 2, 16));

    assertThatThrownBy(this::list)
        .isInstanceOf(KernelBusyException.class)
        .hasMessageContaining("no end of the list, and nothing for 5 s");
  }
}
