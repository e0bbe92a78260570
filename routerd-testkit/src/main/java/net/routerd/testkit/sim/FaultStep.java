package net.routerd.testkit.sim;

import java.time.Duration;
import net.routerd.testkit.Errno;
import net.routerd.testkit.PlatformFault;

/** Something goes wrong between the engine and the machine. */
record FaultStep(What what, int number) implements Step {

  enum What {
    REFUSES_NOW_NOT,
    REFUSES_FOR_GOOD,
    REFUSES_ONE_IN_A_BATCH,
    LOSES_ANSWER_OF_A_CHANGE_MADE,
    LOSES_ANSWER_OF_A_CHANGE_NOT_MADE,
    ANSWERS_LATE,
    LOSES_EVENTS,
    MONITOR_OVERFLOWS,
    PROBER_STALLS,
    ENGINE_STALLS,
    PROCESS_STALLS
  }

  private static final Errno[] NOT_NOW = {Errno.ENOMEM, Errno.EBUSY, Errno.ENOBUFS, Errno.EINTR};
  private static final Errno[] FOR_GOOD = {Errno.EINVAL, Errno.EPERM, Errno.EOPNOTSUPP};

  @Override
  public void happen(World world) {
    switch (what) {
      case REFUSES_NOW_NOT -> refuse(world, NOT_NOW[number % NOT_NOW.length], 1);
      case REFUSES_FOR_GOOD -> refuse(world, FOR_GOOD[number % FOR_GOOD.length], 2 + number % 3);
      case REFUSES_ONE_IN_A_BATCH -> {
        int[] left = {number % 4};
        world.machine().inject(PlatformFault.refuse(Errno.ENETUNREACH, change -> left[0]-- == 0));
      }
      case LOSES_ANSWER_OF_A_CHANGE_MADE -> world.machine().inject(PlatformFault.loseAck(true));
      case LOSES_ANSWER_OF_A_CHANGE_NOT_MADE ->
          world.machine().inject(PlatformFault.loseAck(false));
      case ANSWERS_LATE ->
          world.machine().inject(new PlatformFault.Delay(millis(), 1 + number % 3));
      case LOSES_EVENTS -> world.machine().inject(new PlatformFault.DropEvent(1 + number % 3));
      case MONITOR_OVERFLOWS -> {
        world.machine().inject(new PlatformFault.DropEvent(1));
        world.life().readAgainSoon();
      }
      case PROBER_STALLS -> world.stallProber(millis());
      case ENGINE_STALLS -> world.life().stall(millis());
      case PROCESS_STALLS -> {
        world.stallProber(millis());
        world.life().stall(millis());
      }
    }
  }

  private static void refuse(World world, Errno errno, int times) {
    world.machine().inject(new PlatformFault.Refuse(change -> true, errno, "simulated", times));
  }

  private Duration millis() {
    return Duration.ofMillis(10L + 250L * (number % 40));
  }

  @Override
  public String toString() {
    return "fault " + what + " (" + number + ")";
  }
}
