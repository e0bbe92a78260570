package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET6;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.model.ProbeProtocol.HTTP;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.routerd.model.HealthCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HttpPlansTest {

  private final HttpPlans plans = new HttpPlans(2);

  /** A check of which one thing is as no builder makes it. */
  private static HealthCheck with(String what, String value) {
    HealthCheck legal = check(HTTP, TARGET).build();
    return (HealthCheck)
        Proxy.newProxyInstance(
            HealthCheck.class.getClassLoader(),
            new Class<?>[] {HealthCheck.class},
            (proxy, method, arguments) ->
                method.getName().equals(what)
                    ? Optional.of(value)
                    : method.invoke(legal, arguments));
  }

  private static String judge(HealthCheck check, String response) {
    Bytes received = new Bytes();
    byte[] bytes = response.getBytes(StandardCharsets.UTF_8);
    received.add(bytes, 0, bytes.length);
    return new HttpExpectation(check)
        .judge(new HttpResponse(), received, false)
        .orElseThrow()
        .toString();
  }

  private static String request(HttpPlan plan) {
    assertThat(plan).isInstanceOf(HttpPlan.Get.class);
    return new String(((HttpPlan.Get) plan).request(), StandardCharsets.US_ASCII);
  }

  @Test
  void aPlanIsMadeOncePerCheckAndIsItsOwn() {
    HealthCheck check = check(HTTP, TARGET).path("/x").build();
    HealthCheck equal = check(HTTP, TARGET).path("/x").build();
    HttpPlan plan = plans.of(check);

    assertThat(plans.of(check)).isSameAs(plan);
    assertThat(plans.of(equal)).isNotSameAs(plan);
    assertThat(request(plan)).startsWith("GET /x HTTP/1.1\r\nHost: 198.51.100.1\r\n");
    assertThat(request(plans.of(check(HTTP, TARGET6).port(81).build())))
        .startsWith("GET / HTTP/1.1\r\nHost: [2001:db8:f::1]:81\r\n");
  }

  @Test
  void thePlansOfChecksThatAreGoneAreForgotten() {
    HealthCheck first = check(HTTP, TARGET).build();
    HealthCheck second = check(HTTP, TARGET).build();
    HttpPlan plan = plans.of(first);
    plans.of(second);
    assertThat(plans.of(first)).isSameAs(plan);

    plans.of(check(HTTP, TARGET).build());

    assertThat(plans.of(first)).isNotSameAs(plan);
  }

  @Test
  @DisplayName("HC-10 what could end a line of the request is not asked for")
  void whatCannotBeWrittenIsNotAsked() {
    for (String path : new String[] {"x", "/a b", "/a\r\nHost: b", "/ä", ""}) {
      assertThat(plans.of(with("path", path)))
          .hasToString(
              "Unaskable[outcome=ProtocolError (the path is not one of visible ASCII letters that"
                  + " begins with /)]");
    }
    assertThat(plans.of(with("host", "a\nb")))
        .hasToString(
            "Unaskable[outcome=ProtocolError (the host is not one of visible ASCII letters)]");
  }

  @Test
  @DisplayName("KIND-2 expectStatus is a status, a range, or a list of them; else nothing passes")
  void statusRangesAreRead() {
    String response = "HTTP/1.1 301 Moved\r\n\r\n";

    for (String passing : new String[] {"301", "300-301", "301-399", "200, 301", "500-200,301"}) {
      assertThat(judge(with("expectStatus", passing), response)).isEqualTo("Passed");
    }
    assertThat(judge(with("expectStatus", "200-300, 302"), response))
        .isEqualTo("ProtocolError (HTTP status 301, wanted 200-300,302)");
    for (String unreadable : new String[] {"", "3xx", "301,", "30", "300-", "099"}) {
      assertThat(judge(with("expectStatus", unreadable), response))
          .isEqualTo(
              "ProtocolError (expectStatus is no list of ranges such as 200-299: "
                  + unreadable
                  + ")");
    }
  }
}
