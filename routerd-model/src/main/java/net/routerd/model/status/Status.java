package net.routerd.model.status;

/** What routerd publishes about one resource; the fields that have no value are empty. */
public sealed interface Status
    permits PolicyStatus, HealthStatus, LinkStatus, RouteStatus, ExternalStatus {

  /**
   * Returns the resource's state in one word.
   *
   * @return such as {@code Applied}; the words are stable
   */
  String phase();
}
