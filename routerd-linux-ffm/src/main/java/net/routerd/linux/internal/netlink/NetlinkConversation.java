package net.routerd.linux.internal.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests and their answers on a socket of its own. Answers are matched by number and port; what
 * answers nothing asked is skipped. Used by one thread at a time.
 */
public final class NetlinkConversation implements AutoCloseable {

  /**
   * How many requests are under way at once: the default receive buffer holds the answers to 256,
   * and the answer to the next is lost though the request was carried out.
   */
  static final int IN_FLIGHT = 128;

  /** The largest datagram in bytes; the kernel takes what fits into {@code SO_SNDBUF}. */
  static final int DATAGRAM_BYTES = 64 * 1024;

  /** Asks for nothing, and is answered all the same. */
  public static final NlRequest NOTHING = new NlRequest(Nl.MSG_NOOP, 0, new byte[0]);

  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final NetlinkSocket socket;
  private final LongSupplier nanos;
  private final NlWriter out = new NlWriter(ByteBuffer.allocateDirect(DATAGRAM_BYTES));
  private final NlOutcome.Told told;
  private final Answers answers = new Answers();
  private int sequence;

  /**
   * Starts one.
   *
   * @param socket used for nothing else, closed with this
   * @param nanos the monotonic clock
   */
  public NetlinkConversation(NetlinkSocket socket, LongSupplier nanos) {
    this.socket = socket;
    this.nanos = nanos;
    told = new NlOutcome.Told(socket.frames());
  }

  /**
   * Sends requests, many in a datagram. One that is refused does not stop those behind it.
   *
   * <p>The kernel refuses aloud whatever was asked, and carries a datagram out in order before it
   * returns from the sending. So the last request of each alone asks for an acknowledgement: with
   * it, those before it that were not refused are done. That saves a fifth of the time of a route.
   *
   * @param requests in order; none longer than a datagram
   * @return an outcome for each; Unknown where the last answer did not come within five seconds, or
   *     where an answer may have been lost: the answers ran over, or one was unreadable
   */
  public List<NlOutcome> exchange(List<NlRequest> requests) {
    List<NlOutcome> outcomes = new ArrayList<>(requests.size());
    while (outcomes.size() < requests.size()) {
      int first = outcomes.size();
      int count = fill(requests, first);
      answers.await(count);
      for (int i = 0; i < count; i++) {
        outcomes.add(answers.outcome(i));
      }
    }
    return outcomes;
  }

  /**
   * Encodes requests as {@link #exchange} does, and sends nothing.
   *
   * @param requests what might have to be sent one day
   * @param reader walks through what was encoded, as much as fits a datagram
   */
  public void encode(List<NlRequest> requests, Consumer<NlFrames> reader) {
    fill(requests, 0);
    reader.accept(new NlFrames(out.flip()));
  }

  private int fill(List<NlRequest> requests, int first) {
    out.clear();
    int count = 0;
    int last = 0;
    while (count < Math.min(requests.size() - first, IN_FLIGHT)) {
      int start = out.size();
      out.request(requests.get(first + count), Nl.REQUEST, sequence + 1 + count);
      if (count > 0 && out.size() > DATAGRAM_BYTES) {
        out.cut(start); // it goes into the next datagram
        break;
      }
      last = start;
      count++;
    }
    if (count > 0) {
      out.flag(last, Nl.ACK);
    }
    return count;
  }

  /**
   * Begins a question that is answered by one message.
   *
   * @param type what is asked
   * @return takes what follows the header, for {@link #ask} to send
   */
  public NlWriter question(int type) {
    return out.clear().begin(type, Nl.REQUEST, sequence + 1);
  }

  /**
   * Asks the question that was begun last.
   *
   * @return the message, the refusal, or Unknown
   */
  public NlOutcome ask() {
    out.end(0);
    answers.await(1);
    return answers.outcome(0);
  }

  /**
   * Starts a dump; the answers are taken with {@link DumpReader}.
   *
   * @param request what to list
   * @return the number of the request, or the negated errno
   */
  int startDump(NlRequest request) {
    out.clear().request(request, Nl.REQUEST | Nl.DUMP, ++sequence);
    return socket.send(out.flip());
  }

  int sequence() {
    return sequence;
  }

  NetlinkSocket socket() {
    return socket;
  }

  Deadline deadline() {
    return new Deadline(nanos, nanos.getAsLong() + DEADLINE_NANOS);
  }

  boolean answersUs(NlFrames at, int number) {
    return at.port() == socket.port() && at.sequence() == number;
  }

  @Override
  public void close() {
    socket.close();
  }

  /**
   * A point in time.
   *
   * @param clock the monotonic clock
   * @param at the time on it
   */
  record Deadline(LongSupplier clock, long at) {
    int millisLeft() {
      long left = TimeUnit.NANOSECONDS.toMillis(at - clock.getAsLong() + 999_999);
      return (int) Math.max(0, left);
    }
  }

  /** The answers to one datagram of requests; then those to the next. */
  private final class Answers {
    private final @Nullable NlOutcome[] outcomes = new NlOutcome[IN_FLIGHT];
    private int first;
    private int count;

    /** Why what was not answered may have been refused nevertheless; empty: it was not. */
    private String doubt = "";

    private @Nullable Deadline deadline;

    /** Sends the requests that were written, and takes the answers up to that to the last. */
    void await(int requests) {
      first = sequence + 1;
      sequence += requests;
      count = requests;
      Arrays.fill(outcomes, 0, requests, null);
      deadline = null;
      int sent = socket.send(out.flip());
      doubt = sent < 0 ? "sending failed with errno " + -sent : "";
      boolean more = sent >= 0;
      while (more && !isLastAnswered()) {
        more = step();
      }
    }

    NlOutcome outcome(int index) {
      NlOutcome outcome = outcomes[index];
      if (outcome != null) {
        return outcome;
      }
      return doubt.isEmpty() ? NlOutcome.ACKNOWLEDGED : new NlOutcome.Unknown(doubt);
    }

    private boolean isLastAnswered() {
      return outcomes[count - 1] != null;
    }

    /** Takes what is there, or waits for it; returns false if no more can come. */
    private boolean step() {
      switch (socket.receive()) {
        case DATAGRAM -> take(socket.frames());
        case LOST -> {
          doubt = "the answers ran over the receive buffer (ENOBUFS)";
          drain();
          return false;
        }
        case NOTHING -> {
          if (!waited()) {
            doubt = "no answer in 5 s";
            return false;
          }
        }
      }
      return true;
    }

    /** Seldom: the kernel has answered before the sending returns. */
    private boolean waited() {
      Deadline end = deadline == null ? deadline() : deadline;
      deadline = end;
      int millis = end.millisLeft();
      return millis > 0 && socket.await(millis);
    }

    private void drain() {
      NetlinkSource.Received received = socket.receive();
      while (received != NetlinkSource.Received.NOTHING) {
        if (received == NetlinkSource.Received.DATAGRAM) {
          take(socket.frames());
        }
        received = socket.receive();
      }
    }

    /** Stops behind the last answer, so that the walk stays on it. */
    private void take(NlFrames frames) {
      boolean read = isLastAnswered();
      try {
        while (!isLastAnswered() && frames.hasNext()) {
          frames.advance();
          takeOne(frames);
          read = true;
        }
      } catch (NlParseException unreadable) {
        read = false;
      }
      if (!read) {
        doubt = "an answer could not be read"; // it may have been a refusal, of whichever
      }
    }

    private void takeOne(NlFrames at) {
      int index = at.sequence() - first;
      if (at.port() != socket.port() || index < 0 || index >= count || outcomes[index] != null) {
        return;
      }
      outcomes[index] = at.type() == Nl.MSG_ERROR ? NlOutcome.answer(at) : told;
    }
  }
}
