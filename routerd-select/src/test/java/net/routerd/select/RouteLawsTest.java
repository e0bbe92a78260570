package net.routerd.select;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.routerd.select.RouteLaws.APlanLeadsThere;
import net.routerd.select.RouteLaws.ForeignRoutesStay;
import net.routerd.select.RouteLaws.NoPrefixIsWithoutItsRoute;
import net.routerd.select.RouteLaws.RoutesAgreeWithTheirPolicy;

/** What reaches the kernel, in every world, whatever happens to it. */
class RouteLawsTest {

  @Property
  @Label("REF-4, REF-5, REF-6, RT-14 a route never disagrees with its policy; absent is a value")
  void routesAgreeWithTheirPolicy(@ForAll(supplier = Stories.class) Story story) {
    story.play(new RoutesAgreeWithTheirPolicy());
  }

  @Property
  @Label("RT-1, RT-2 no foreign route is touched, no prefix is ever without its route")
  void makeBeforeBreak(@ForAll(supplier = Stories.class) Story story) {
    story.play(new ForeignRoutesStay(), new NoPrefixIsWithoutItsRoute());
  }

  @Property
  @Label("ENG-4, RT-6 a plan leads to exactly what is wanted")
  void aPlanLeadsThere(@ForAll(supplier = Stories.class) Story story) {
    story.play(new APlanLeadsThere());
  }
}
