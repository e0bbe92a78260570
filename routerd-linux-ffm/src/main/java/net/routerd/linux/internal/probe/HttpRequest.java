package net.routerd.linux.internal.probe;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.routerd.model.HealthCheck;
import net.routerd.model.net.IpAddress;

/** The request of an HTTP probe (RFC 9112): one GET on a connection that is closed after it. */
final class HttpRequest {

  private HttpRequest() {}

  /** Returns the host that is asked for, without port or brackets. */
  static String host(HealthCheck check) {
    return check.host().orElseGet(() -> check.target().toString());
  }

  static boolean isAddress(String host) {
    try {
      IpAddress.parse(host);
      return true;
    } catch (IllegalArgumentException isName) {
      return false;
    }
  }

  /** Returns why the request cannot be written, empty if it can. */
  static Optional<String> problem(HealthCheck check) {
    String path = path(check);
    if (!path.startsWith("/") || !isVisible(path)) {
      return Optional.of("the path is not one of visible ASCII letters that begins with /");
    }
    return isVisible(host(check))
        ? Optional.empty()
        : Optional.of("the host is not one of visible ASCII letters");
  }

  /** What is not visible could end the line and begin another. */
  private static boolean isVisible(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }

  private static String path(HealthCheck check) {
    return check.path().orElse("/");
  }

  static byte[] encode(HealthCheck check) {
    String host = host(check);
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    boolean usual = check.port() == check.protocol().defaultPort();
    String request =
        """
        GET %s HTTP/1.1\r
        Host: %s%s\r
        User-Agent: routerd\r
        Accept: */*\r
        Connection: close\r
        \r
        """
            .formatted(path(check), bracketed, usual ? "" : ":" + check.port());
    return request.getBytes(StandardCharsets.US_ASCII);
  }
}
