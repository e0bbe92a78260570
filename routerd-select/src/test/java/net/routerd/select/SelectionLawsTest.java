package net.routerd.select;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.routerd.select.SelectionLaws.AnUnreadyOneIsLeftAtOnce;
import net.routerd.select.SelectionLaws.EveryCandidateIsExplained;
import net.routerd.select.SelectionLaws.OnePreemptsOnceASpan;
import net.routerd.select.SelectionLaws.OnlyReadyOnesAreNewlySelected;
import net.routerd.select.SelectionLaws.TheHeaviestReadyWins;
import net.routerd.select.SelectionLaws.ThePinnedOneWins;

/** Who is selected, in every world, whatever happens to it. */
class SelectionLawsTest {

  @Property
  @Label("SEL-1, SEL-3, SEL-5, SEL-6 no unready one is newly selected, and one is left at once")
  void readinessDecides(@ForAll(supplier = Stories.class) Story story) {
    story.play(new OnlyReadyOnesAreNewlySelected(), new AnUnreadyOneIsLeftAtOnce());
  }

  @Property
  @Label("SEL-2, SEL-4, ENG-8 the heaviest ready one, on ties the incumbent, then the first")
  void theHeaviestReadyWins(@ForAll(supplier = Stories.class) Story story) {
    story.play(new TheHeaviestReadyWins(), new ThePinnedOneWins());
  }

  @Property
  @Label("SEL-4 one candidate preempts at most once a span, for any sequence of probes")
  void onePreemptsOnceASpan(@ForAll(supplier = Stories.class) Story story) {
    story.play(new OnePreemptsOnceASpan());
  }

  @Property
  @Label("SEL-9 every candidate is explained, one as selected where one is")
  void everyCandidateIsExplained(@ForAll(supplier = Stories.class) Story story) {
    story.play(new EveryCandidateIsExplained());
  }
}
