package net.routerd.linux.internal.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

  private static final NlRequest NOTHING = new NlRequest(Nl.MSG_NOOP, 0, new byte[0]);
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
   * Sends requests that are acknowledged, many in a datagram. One that is refused does not stop
   * those behind it.
   *
   * @param requests in order; none longer than a datagram
   * @return an outcome for each; Unknown where no answer came within five seconds or the answers
   *     ran over
   */
  public List<NlOutcome> exchange(List<NlRequest> requests) {
    List<NlOutcome> outcomes = new ArrayList<>(requests.size());
    while (outcomes.size() < requests.size()) {
      int first = outcomes.size();
      int count = fill(requests.subList(first, requests.size()));
      answers.await(count);
      for (int i = 0; i < count; i++) {
        outcomes.add(answers.outcome(i));
      }
    }
    return outcomes;
  }

  /**
   * Does all of {@link #exchange} but what is asked: the requests are encoded and thrown away, and
   * as many are sent that ask for nothing ({@code NLMSG_NOOP}), which the kernel acknowledges.
   *
   * @param requests what might have to be sent one day
   * @return an outcome for each that was sent in its place
   */
  public List<NlOutcome> rehearse(List<NlRequest> requests) {
    fill(requests);
    return exchange(Collections.nCopies(requests.size(), NOTHING));
  }

  private int fill(List<NlRequest> requests) {
    out.clear();
    int count = 0;
    int size = 0;
    while (count < Math.min(requests.size(), IN_FLIGHT)) {
      out.request(requests.get(count), Nl.REQUEST | Nl.ACK, sequence + 1 + count);
      if (count > 0 && out.size() > DATAGRAM_BYTES) {
        out.cut(size); // it goes into the next datagram
        break;
      }
      size = out.size();
      count++;
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
    private final Consumer<NlFrames> taker = this::take;
    private int first;
    private int count;
    private int missing;
    private String why = "";
    private @Nullable Deadline deadline;

    /** Sends the requests that were written, and takes the answer to each. */
    void await(int requests) {
      first = sequence + 1;
      sequence += requests;
      count = requests;
      missing = requests;
      Arrays.fill(outcomes, 0, requests, null);
      deadline = null;
      int sent = socket.send(out.flip());
      why = sent < 0 ? "sending failed with errno " + -sent : "";
      while (why.isEmpty() && missing > 0) {
        why = step();
      }
    }

    NlOutcome outcome(int index) {
      NlOutcome outcome = outcomes[index];
      return outcome == null ? new NlOutcome.Unknown(why) : outcome;
    }

    /** Takes what is there, or waits for it; returns why no more can come, or nothing. */
    private String step() {
      return switch (receive()) {
        case DATAGRAM -> "";
        case LOST -> {
          drain();
          yield "the answers ran over the receive buffer (ENOBUFS)";
        }
        case NOTHING -> waited() ? "" : "no answer in 5 s";
      };
    }

    /** Many answers are mostly there together; one may be long, and the walk is to stay on it. */
    private NetlinkSocket.Received receive() {
      if (count > 1) {
        return socket.receiveAnswers(taker);
      }
      NetlinkSocket.Received received = socket.receive();
      if (received == NetlinkSocket.Received.DATAGRAM) {
        take(socket.frames());
      }
      return received;
    }

    /** Seldom: the kernel has answered before the sending returns. */
    private boolean waited() {
      Deadline end = deadline == null ? deadline() : deadline;
      deadline = end;
      int millis = end.millisLeft();
      return millis > 0 && socket.await(millis);
    }

    private void drain() {
      NetlinkSocket.Received received = socket.receive();
      while (received != NetlinkSocket.Received.NOTHING) {
        if (received == NetlinkSocket.Received.DATAGRAM) {
          take(socket.frames());
        }
        received = socket.receive();
      }
    }

    /** Stops behind the last answer, so that the walk stays on it. */
    private void take(NlFrames frames) {
      try {
        while (missing > 0 && frames.hasNext()) {
          frames.advance();
          takeOne(frames);
        }
      } catch (NlParseException unreadable) {
        // Counted as no answer: what it was to say stays Unknown.
      }
    }

    private void takeOne(NlFrames at) {
      int index = at.sequence() - first;
      if (at.port() != socket.port() || index < 0 || index >= count || outcomes[index] != null) {
        return;
      }
      outcomes[index] = at.type() == Nl.MSG_ERROR ? NlOutcome.answer(at) : told;
      missing--;
    }
  }
}
