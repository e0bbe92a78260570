package net.routerd.linux.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.netlink.NetlinkConversation;
import net.routerd.linux.internal.netlink.NlOutcome;
import net.routerd.linux.internal.netlink.NlRequest;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.RouteChange;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.MissingObjects;
import org.jspecify.annotations.Nullable;

/**
 * Carries changes out, on a thread of its own: the kernel's routing lock may make a request wait
 * for seconds. What is acknowledged is told only when the monitor has read it back.
 *
 * <p>A replace is guarded (RT-1): the kernel would let it take the place of anybody's route. So
 * right before each datagram that holds one, or the deletion of a nexthop object, the monitor takes
 * in whatever the kernel has told; a place at which a route or object of another protocol then
 * stands is refused with EEXIST, and one at which none of ours stands is only added to, which the
 * kernel refuses if there is any. An object that something of another protocol refers to is not
 * deleted: EBUSY. The kernel queues a notification before the change that caused it returns; what
 * is left open is the moment between that look and the datagram.
 */
public final class RouteWriter implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(RouteWriter.class.getName());
  private static final int CHUNK = 128;
  private static final long PATIENCE_SECONDS = 10;

  private static final class Job {
    private final List<RouteChange> changes;
    private final boolean meant;
    private final CompletableFuture<List<ApplyResult>> done = new CompletableFuture<>();

    Job(List<RouteChange> changes, boolean meant) {
      this.changes = List.copyOf(changes);
      this.meant = meant;
    }
  }

  private static final Job END = new Job(List.of(), false);
  private static final Job WARM_UP = new Job(List.of(), false);

  private final NetlinkConversation kernel;
  private final KernelMonitor monitor;
  private final ChangeRequests requests;
  private final WarmUp warmUp;
  private final int protocol;
  private final Consumer<Throwable> died;
  private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts its thread.
   *
   * @param kernel used by this only, closed with it
   * @param monitor reads back
   * @param protocol our protocol number
   * @param died told if its thread ends by an error
   */
  public RouteWriter(
      NetlinkConversation kernel, KernelMonitor monitor, int protocol, Consumer<Throwable> died) {
    this.kernel = kernel;
    this.monitor = monitor;
    this.requests = new ChangeRequests(protocol);
    this.warmUp = new WarmUp(kernel, monitor.imagined());
    this.protocol = protocol;
    this.died = died;
    this.thread = Thread.ofPlatform().name("routerd-netlink-request").daemon(true).start(this::run);
  }

  /**
   * Carries changes out in order.
   *
   * @param changes what to change
   * @return completes with a result for each, when the monitor's snapshot shows them
   */
  public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
    return add(new Job(changes, true));
  }

  /**
   * Begins to carry out changes that are made up, of which the kernel is asked for nothing, until
   * there is one to carry out or the JVM has seen enough of them: the first failover counts.
   */
  public void warmUp() {
    jobs.add(WARM_UP);
  }

  /**
   * Does all that carrying changes out takes, but asks the kernel for nothing in their place.
   *
   * @param changes what might have to be changed one day
   * @return completes when it is over
   */
  CompletionStage<List<ApplyResult>> rehearse(List<RouteChange> changes) {
    return add(new Job(changes, false));
  }

  private CompletionStage<List<ApplyResult>> add(Job job) {
    jobs.add(job);
    if (closed && jobs.remove(job)) { // this one alone: END is for the thread
      job.done.complete(unknown(job));
    }
    return job.done;
  }

  private void run() {
    try {
      for (Job job = jobs.take(); job != END; job = jobs.take()) {
        if (job == WARM_UP) {
          warmUpUntilAsked();
        } else {
          finish(job);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Error e) {
      died.accept(e);
    } finally {
      closed = true;
      abandon();
    }
  }

  private void warmUpUntilAsked() {
    Optional<LinkName> device = monitor.links().byName().keySet().stream().findFirst();
    List<RouteChange> changes = WarmUp.changes(protocol, device);
    for (int i = 0; i < WarmUp.ROUNDS && jobs.isEmpty(); i++) {
      finish(new Job(changes, false));
    }
  }

  private void finish(Job job) {
    try {
      job.done.complete(carryOut(job));
    } catch (RuntimeException e) {
      failed(job, e);
    } finally {
      if (!job.done.isDone()) {
        job.done.complete(unknown(job));
      }
    }
  }

  private void failed(Job job, RuntimeException cause) {
    if (job.meant) {
      LOG.log(System.Logger.Level.ERROR, "changes may be lost: " + job.changes, cause);
      monitor.refresh(); // the next decision starts from what is true
    } else {
      LOG.log(System.Logger.Level.DEBUG, "a rehearsal of changes failed", cause);
    }
  }

  private static List<ApplyResult> unknown(Job job) {
    return job.changes.stream().<ApplyResult>map(ApplyResult.Unknown::new).toList();
  }

  private void abandon() {
    for (Job job = jobs.poll(); job != null; job = jobs.poll()) {
      job.done.complete(unknown(job));
    }
  }

  private List<ApplyResult> carryOut(Job job) {
    List<RouteChange> changes = job.changes;
    List<ApplyResult> results = new ArrayList<>(changes.size());
    MissingObjects missing = new MissingObjects();
    boolean known = true;
    while (results.size() < changes.size()) {
      List<RouteChange> left =
          results.isEmpty() ? changes : changes.subList(results.size(), changes.size());
      int together = MissingObjects.together(left, CHUNK);
      List<RouteChange> chunk = together == left.size() ? left : left.subList(0, together);
      List<ApplyResult> done = carryOutChunk(chunk, missing, job.meant);
      for (ApplyResult result : done) {
        missing.take(result);
        known &= !(result instanceof ApplyResult.Unknown);
      }
      results.addAll(done);
    }
    if (!known) {
      monitor.refresh();
    }
    await(Demand.NOTHING, state -> true); // told by then, too
    return results;
  }

  private List<ApplyResult> carryOutChunk(
      List<RouteChange> chunk, MissingObjects missing, boolean meant) {
    LinkSnapshot links = monitor.links();
    Optional<WriteGuard> guard = guard(chunk);
    @Nullable ApplyResult[] results = new ApplyResult[chunk.size()];
    List<NlRequest> sent = new ArrayList<>(chunk.size());
    List<Integer> places = new ArrayList<>(chunk.size());
    for (int i = 0; i < chunk.size(); i++) {
      RouteChange change = chunk.get(i);
      Optional<LinkName> name = ChangeRequests.device(change);
      OptionalInt device = name.isPresent() ? links.index(name.get()) : OptionalInt.empty();
      boolean isDeviceThere = device.isPresent() || name.isEmpty();
      Optional<ApplyResult> heldUp = missing.holdUp(change);
      results[i] = heldUp.isPresent() ? heldUp.get() : refusedBefore(change, guard, isDeviceThere);
      if (results[i] == null) {
        places.add(i);
        sent.add(requests.of(guard.isPresent() ? guard.get().guarded(change) : change, device));
      }
    }
    // One call for both: the JVM looks up whom a call is for when it first comes there.
    List<NlOutcome> outcomes = kernel.exchange(meant ? sent : warmUp.instead(sent));
    for (int i = 0; i < places.size(); i++) {
      results[places.get(i)] = result(chunk.get(places.get(i)), outcomes.get(i));
    }
    return List.of(results);
  }

  // Empty where the monitor could not be asked.
  private Optional<WriteGuard> guard(List<RouteChange> chunk) {
    return WriteGuard.isNeeded(chunk)
        ? look(WriteGuard.demand(chunk), new WriteGuard.Look(chunk))
        : Optional.of(WriteGuard.NOTHING);
  }

  private <T> Optional<T> look(Demand demand, Function<KernelState, T> look) {
    Optional<T> seen = monitor.lookNow(demand, look);
    return seen.isPresent() ? seen : await(demand, look);
  }

  private <T> Optional<T> await(Demand demand, Function<KernelState, T> look) {
    try {
      return Optional.of(
          monitor.afterSync(demand, look).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
    } catch (CompletionException timeout) {
      return Optional.empty();
    }
  }

  private @Nullable ApplyResult refusedBefore(
      RouteChange change, Optional<WriteGuard> guard, boolean isDeviceThere) {
    if (guard.isEmpty() && WriteGuard.isNeeded(List.of(change))) {
      return new ApplyResult.Unknown(change);
    }
    Optional<WriteGuard.Conflict> conflict =
        guard.isPresent() ? guard.get().conflict(change, protocol) : Optional.empty();
    if (conflict.isPresent()) {
      return refused(change, conflict.get().errno(), conflict.get().text());
    }
    return isDeviceThere || !ChangeRequests.needsDevice(change)
        ? null
        : refused(change, Errno.ENODEV, "no device " + ChangeRequests.device(change).orElseThrow());
  }

  private static ApplyResult result(RouteChange change, NlOutcome outcome) {
    if (!(outcome instanceof NlOutcome.Answered answer)) {
      return new ApplyResult.Unknown(change);
    }
    int errno = answer.error().errno();
    return errno == 0 || isGone(change, errno)
        ? new ApplyResult.Applied(change)
        : refused(change, errno, answer.error().text());
  }

  private static boolean isGone(RouteChange change, int errno) {
    boolean deletes =
        change instanceof RouteChange.DeleteRoute
            || change instanceof RouteChange.DeleteRule
            || change instanceof RouteChange.DeleteNextHop;
    return deletes && (errno == Errno.ESRCH || errno == Errno.ENODEV || errno == Errno.ENOENT);
  }

  private static ApplyResult refused(RouteChange change, int errno, String text) {
    return new ApplyResult.Refused(change, errno, Errno.name(errno), text);
  }

  /** Carries out what was given, then ends the thread. */
  @Override
  public void close() {
    closed = true;
    jobs.add(END);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    kernel.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
