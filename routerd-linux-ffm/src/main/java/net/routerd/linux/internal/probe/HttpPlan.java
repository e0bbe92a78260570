package net.routerd.linux.internal.probe;

import static net.routerd.model.probe.ProbeOutcome.Kind.PROTOCOL_ERROR;

import java.util.Optional;
import net.routerd.model.HealthCheck;
import net.routerd.model.probe.ProbeOutcome;

/** What the probes of an HTTP check ask, and what they want to hear. */
sealed interface HttpPlan {

  /**
   * They cannot ask.
   *
   * @param outcome why
   */
  record Unaskable(ProbeOutcome outcome) implements HttpPlan {}

  /**
   * They send a request.
   *
   * @param check what is probed
   * @param request its bytes
   * @param wanted what is wanted of the response
   */
  @SuppressWarnings("ArrayRecordComponent") // no two plans are compared
  record Get(HealthCheck check, byte[] request, HttpExpectation wanted) implements HttpPlan {}

  /** Works it out. */
  static HttpPlan of(HealthCheck check) {
    Optional<String> problem = HttpRequest.problem(check);
    return problem.isPresent()
        ? new Unaskable(new ProbeOutcome(PROTOCOL_ERROR, problem.get()))
        : new Get(check, HttpRequest.encode(check), new HttpExpectation(check));
  }
}
