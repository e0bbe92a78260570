package net.routerd.model;

/** One resource of a configuration. */
public sealed interface Resource
    permits EgressRoutePolicy,
        HealthCheck,
        IpRoute,
        NetworkInterface,
        DsLiteTunnel,
        ExternalResource {

  /** The API version of every resource. */
  String API_VERSION = "net.routerd.net/v1alpha1";

  /**
   * Returns the name, labels and annotations.
   *
   * @return the metadata
   */
  Metadata metadata();

  /**
   * Returns kind and name.
   *
   * @return what other resources refer to this one by
   */
  ResourceRef ref();
}
