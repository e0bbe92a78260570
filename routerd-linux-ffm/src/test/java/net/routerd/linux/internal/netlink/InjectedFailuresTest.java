package net.routerd.linux.internal.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.spi.PlatformException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel says when it has no memory or no time, and answers that arrive in part. */
class InjectedFailuresTest {

  private static final int LINK = 16;
  private static final List<Integer> SIZES = List.of(16, 20, 24);

  private final ScriptedKernel kernel = new ScriptedKernel();

  private List<Integer> list() {
    return new DumpReader(kernel.conversation())
        .<Integer>list(
            "list links",
            new NlRequest(LINK + 2, 0, new byte[16]),
            (at, out) -> out.accept(at.bodyEnd() - at.bodyStart()))
        .items();
  }

  private static byte[] whole(NlMessage request) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    SIZES.forEach(size -> all.writeBytes(ScriptedKernel.item(request, LINK, 2, size)));
    all.writeBytes(ScriptedKernel.done(request, 2, 0));
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {Errno.EBUSY, Errno.ENOMEM, Errno.EINTR, Errno.ENOBUFS, Errno.EAGAIN})
  @DisplayName("ENG-3 a list that is refused five times for want of memory or time is there then")
  void aListIsAskedForAgain(int errno) {
    kernel.script =
        all ->
            kernel.reply(
                kernel.sent.size() < 6
                    ? ScriptedKernel.ack(all.getFirst(), errno)
                    : whole(all.getFirst()));

    assertThat(list()).isEqualTo(SIZES);
    assertThat(kernel.sent).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {Errno.EBUSY, Errno.ENOMEM, Errno.EINTR, Errno.ENOBUFS, Errno.EAGAIN})
  @DisplayName("ENG-3 one that is refused every time is no failure for good")
  void aBusyKernelIsNoFailureForGood(int errno) {
    kernel.script = all -> kernel.reply(ScriptedKernel.ack(all.getFirst(), errno));

    assertThatThrownBy(this::list)
        .isInstanceOfSatisfying(
            KernelBusyException.class,
            busy -> assertThat(busy.failure().answer()).contains(Errno.name(errno)))
        .hasMessageContaining("list links");
  }

  @Test
  @DisplayName("ENG-5 what is refused for good is told at once")
  void aRefusalForGoodIsToldAtOnce() {
    kernel.script = all -> kernel.reply(ScriptedKernel.ack(all.getFirst(), Errno.EPERM));

    assertThatThrownBy(this::list).isInstanceOf(PlatformException.class);
    assertThat(kernel.sent).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {Errno.ENOMEM, Errno.ENOBUFS})
  @DisplayName("RT-10 changes that cannot be sent are Unknown, and lists are Busy")
  void nothingCanBeSent(int errno) {
    kernel.sendResult = -errno;

    assertThat(kernel.conversation().exchange(requests(3)))
        .hasSize(3)
        .allMatch(NlOutcome.Unknown.class::isInstance);
    assertThatThrownBy(this::list).isInstanceOf(KernelBusyException.class);
  }

  private static List<NlRequest> requests(int count) {
    return IntStream.range(0, count).mapToObj(i -> new NlRequest(24, 0, new byte[8])).toList();
  }

  @Property
  void aListThatIsCutOffAnywhereIsNeverTakenForTheWhole(@ForAll @IntRange(max = 115) int length) {
    ScriptedKernel scripted = new ScriptedKernel();
    scripted.script = all -> scripted.reply(Arrays.copyOf(whole(all.getFirst()), length));
    DumpReader reader = new DumpReader(scripted.conversation());
    NlRequest request = new NlRequest(LINK + 2, 0, new byte[16]);

    assertThatThrownBy(() -> reader.list("list links", request, (at, out) -> out.accept(at.type())))
        .isInstanceOf(KernelBusyException.class);
  }

  @Property
  void anAnswerThatIsCutOffAnywhereIsUnknownAndTheOthersStand(
      @ForAll @IntRange(max = 19) int length) {
    ScriptedKernel scripted = new ScriptedKernel();
    scripted.script =
        all -> {
          scripted.reply(Arrays.copyOf(ScriptedKernel.ack(all.get(0), 0), length));
          scripted.reply(ScriptedKernel.ack(all.get(1), 17));
        };

    List<NlOutcome> outcomes = scripted.conversation().exchange(requests(2));

    assertThat(outcomes.get(0)).isInstanceOf(NlOutcome.Unknown.class);
    assertThat(outcomes.get(1))
        .isInstanceOfSatisfying(
            NlOutcome.Answered.class, answer -> assertThat(answer.error().errno()).isEqualTo(17));
  }

  @Property
  void itemsOfAnotherNumberOrPortAreNotTaken(
      @ForAll @IntRange(min = 1, max = 5) int numberOff, @ForAll @IntRange(min = 1) int portOff) {
    ScriptedKernel scripted = new ScriptedKernel();
    scripted.script =
        all -> {
          int number = all.getFirst().header().sequence();
          for (NlHeader header :
              List.of(
                  new NlHeader(LINK, 2, number - numberOff, ScriptedKernel.PORT),
                  new NlHeader(LINK, 2, number, ScriptedKernel.PORT + portOff),
                  new NlHeader(Nl.MSG_DONE, 2, number - numberOff, ScriptedKernel.PORT))) {
            scripted.reply(new NlWriter().message(header, new byte[16]).toBytes());
          }
          scripted.reply(whole(all.getFirst()));
        };

    assertThat(
            new DumpReader(scripted.conversation())
                .<Integer>list(
                    "list links",
                    new NlRequest(LINK + 2, 0, new byte[16]),
                    (at, out) -> out.accept(at.bodyEnd() - at.bodyStart()))
                .items())
        .isEqualTo(SIZES);
  }
}
