package net.routerd.linux.internal.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventLoopTest {

  private final Libc libc = FfmLibc.load();
  private final BlockingQueue<Throwable> deaths = new LinkedBlockingQueue<>();
  private final EventLoop loop = EventLoop.start(libc, "loop under test", deaths::add);

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void tasksOfManyThreadsRunOneByOneOnThePlatformThreadOfTheLoop() throws Exception {
    int[] count = {0};
    CompletableFuture<Thread> last = new CompletableFuture<>();

    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.startVirtualThread(
              () -> {
                for (int n = 0; n < 1000; n++) {
                  loop.execute(
                      () -> {
                        if (++count[0] == 4000) {
                          last.complete(Thread.currentThread());
                        }
                      });
                }
              });
    }

    assertThat(last.get(30, TimeUnit.SECONDS).isVirtual()).isFalse();
    assertThat(last.get().getName()).isEqualTo("loop under test");
  }

  @Test
  void timersRunInTheOrderOfTheirDeadlinesAndNeverEarly() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    CountDownLatch done = new CountDownLatch(2);
    long start = System.nanoTime();
    CompletableFuture<Long> ranAt = new CompletableFuture<>();

    loop.execute(
        () -> {
          loop.timer(done::countDown).start(start + 40_000_000);
          Timer cancelled = loop.timer(() -> order.add("cancelled"));
          cancelled.start(start + 30_000_000);
          cancelled.cancel();
          loop.timer(() -> order.add("second")).start(start + 20_000_000);
          loop.timer(
                  () -> {
                    order.add("first");
                    ranAt.complete(System.nanoTime());
                    done.countDown();
                  })
              .start(start + 10_000_000);
        });

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(order).containsExactly("first", "second");
    assertThat(ranAt.get() - start).isGreaterThanOrEqualTo(10_000_000);
  }

  @Test
  void aTaskThatThrowsHarmsNoOther() throws Exception {
    CountDownLatch next = new CountDownLatch(1);

    loop.execute(
        () -> {
          throw new IllegalStateException("meant to be logged by this test");
        });
    loop.execute(next::countDown);

    assertThat(next.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aWatchedDescriptorIsToldReadyUntilTheWatchIsStopped() throws Exception {
    CompletableFuture<Integer> ready = new CompletableFuture<>();
    try (Fd event = new Fd(libc, libc.eventfd())) {
      loop.execute(
          () -> {
            var holder = new Watch[1];
            holder[0] =
                loop.watch(
                    bits -> {
                      holder[0].stop();
                      ready.complete(bits);
                    });
            holder[0].start(event.number(), Constants.EPOLLIN);
          });

      ByteBuffer one = ByteBuffer.allocateDirect(8);
      one.put(0, (byte) 1).put(7, (byte) 1);
      libc.write(event.number(), one);

      assertThat(ready.get(30, TimeUnit.SECONDS)).isEqualTo(Constants.EPOLLIN);
    }
  }

  @Test
  void anEventForAClosedDescriptorIsNotToldToTheNextOfItsNumber() throws Exception {
    ByteBuffer one = ByteBuffer.allocateDirect(8).put(0, (byte) 1).put(7, (byte) 1);
    List<String> told = new CopyOnWriteArrayList<>();
    CompletableFuture<Boolean> sameNumber = new CompletableFuture<>();
    CompletableFuture<Integer> last = new CompletableFuture<>();
    Fd[] fds = {new Fd(libc, libc.eventfd()), new Fd(libc, libc.eventfd())};
    Watch[] watches = new Watch[2];
    for (int i = 0; i < 2; i++) {
      int self = i;
      watches[i] =
          loop.watch(
              bits -> {
                // Both are ready in one batch: the first told takes the other's number over.
                int other = 1 - self;
                told.add("first told");
                watches[self].stop();
                int number = fds[other].number();
                watches[other].stop();
                fds[other].close();
                fds[other] = new Fd(libc, libc.eventfd());
                sameNumber.complete(fds[other].number() == number);
                loop.watch(ready -> told.add("nothing was written to it"))
                    .start(fds[other].number(), Constants.EPOLLIN);
                loop.execute(() -> last.complete(told.size()));
              });
    }
    loop.execute(
        () -> {
          for (int i = 0; i < 2; i++) {
            watches[i].start(fds[i].number(), Constants.EPOLLIN);
            libc.write(fds[i].number(), one);
          }
        });

    assertThat(last.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(sameNumber.get()).isTrue();
    for (Fd fd : fds) {
      fd.close();
    }
  }

  @Test
  void aWatchAndATimerServeForOneThingAfterTheOther() throws Exception {
    List<Integer> ready = new CopyOnWriteArrayList<>();
    CompletableFuture<Boolean> twice = new CompletableFuture<>();
    ByteBuffer one = ByteBuffer.allocateDirect(8).put(0, (byte) 1).put(7, (byte) 1);
    loop.execute(
        () -> {
          Watch[] watch = new Watch[1];
          Timer[] timer = new Timer[1];
          Fd[] event = {new Fd(libc, libc.eventfd())};
          watch[0] =
              loop.watch(
                  bits -> {
                    ready.add(bits);
                    watch[0].stop();
                    event[0].close();
                    timer[0].start(System.nanoTime() + 1_000_000);
                  });
          timer[0] =
              loop.timer(
                  () -> {
                    if (ready.size() == 2) {
                      twice.complete(true);
                      return;
                    }
                    event[0] = new Fd(libc, libc.eventfd());
                    watch[0].start(event[0].number(), Constants.EPOLLIN);
                    libc.write(event[0].number(), one);
                  });
          watch[0].start(event[0].number(), Constants.EPOLLIN);
          libc.write(event[0].number(), one);
        });

    assertThat(twice.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ready).containsExactly(Constants.EPOLLIN, Constants.EPOLLIN);
  }

  @Test
  void closeRunsWhatWasHandedOverAndEndsTheThreadEvenFromItself() throws Exception {
    CompletableFuture<Thread> ended = new CompletableFuture<>();

    loop.execute(
        () -> {
          loop.close();
          ended.complete(Thread.currentThread());
        });

    Thread thread = ended.get(30, TimeUnit.SECONDS);
    thread.join(30_000);
    assertThat(thread.isAlive()).isFalse();
    loop.close();
  }

  @Test
  @DisplayName("ENG-7 an exception harms no other task; an error ends the loop, and is told")
  void anErrorIsTold() throws Exception {
    CompletableFuture<Void> next = new CompletableFuture<>();
    loop.execute(
        () -> {
          throw new IllegalStateException("a defect");
        });
    loop.execute(() -> next.complete(null));
    next.get(30, TimeUnit.SECONDS);
    assertThat(deaths).isEmpty();

    loop.execute(
        () -> {
          throw new OutOfMemoryError("Java heap space");
        });

    assertThat(deaths.poll(30, TimeUnit.SECONDS)).isInstanceOf(OutOfMemoryError.class);
  }
}
