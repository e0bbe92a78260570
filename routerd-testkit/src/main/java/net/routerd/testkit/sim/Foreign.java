package net.routerd.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.routerd.testkit.ForeignHand;

/** Somebody else on the machine, who remembers what to take along when leaving. */
final class Foreign {

  private static final String PROTOCOL = " proto 99";

  private final ForeignHand hand;
  private final List<String> left = new ArrayList<>();
  private final Set<Long> objects = new TreeSet<>();
  private boolean atWork;

  Foreign(ForeignHand hand) {
    this.hand = hand;
  }

  /** Tells whether a change that the kernel ascribes to somebody else is by this one. */
  boolean isAtWork() {
    return atWork;
  }

  void add(String at, String through) {
    work(() -> hand.add(at + through + PROTOCOL));
    left.add(at + PROTOCOL);
  }

  void append(String at, String through) {
    work(() -> hand.append(at + through + PROTOCOL));
    left.add(at + PROTOCOL);
  }

  void prepend(String at, String through) {
    work(() -> hand.prepend(at + through + PROTOCOL));
    left.add(at + PROTOCOL);
  }

  void replace(String at, String through) {
    work(() -> hand.replace(at + through + PROTOCOL));
    left.add(at + PROTOCOL);
  }

  /** Writes a route that is the engine's own by its number. */
  void forge(String route) {
    work(() -> hand.replace(route));
  }

  void delete(String route) {
    work(() -> hand.delete(route));
  }

  void addRule(String rule) {
    work(() -> hand.addRule(rule));
  }

  void deleteRule(String rule) {
    work(() -> hand.deleteRule(rule));
  }

  void replaceNextHop(long id, String through) {
    work(() -> hand.replaceNextHop("id " + id + through + PROTOCOL));
    objects.add(id);
  }

  /** Writes an object that is the engine's own by its number. */
  void forgeNextHop(String hop) {
    work(() -> hand.replaceNextHop(hop));
  }

  void deleteNextHop(long id) {
    work(() -> hand.deleteNextHop(id));
    objects.remove(id);
  }

  /** Takes away every route and every object that was left behind and still stands. */
  void leave() {
    for (String route : left) {
      World.unlessRefused(() -> delete(route));
    }
    left.clear();
    for (long id : List.copyOf(objects)) {
      World.unlessRefused(() -> deleteNextHop(id));
    }
    objects.clear();
  }

  private void work(Runnable change) {
    atWork = true;
    try {
      change.run();
    } finally {
      atWork = false;
    }
  }
}
