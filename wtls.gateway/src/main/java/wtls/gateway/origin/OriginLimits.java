package wtls.gateway.origin;

import java.time.Duration;

/**
 * What one gateway spends on origins.
 *
 * @param connectTimeout how long connecting to an origin may take
 * @param requestTimeout how long everything may take, from the request to the reply's last octet
 * @param maxReply octets of the largest reply datagram
 * @param maxRequests requests under way at once, of all clients
 * @param maxRequestsPerConnection requests under way at once, of one client
 * @param repeatWindow how long a reply is kept for a client that repeats its request
 */
public record OriginLimits(
    Duration connectTimeout,
    Duration requestTimeout,
    int maxReply,
    int maxRequests,
    int maxRequestsPerConnection,
    Duration repeatWindow) {

  /**
   * Replies fill one record in one UDP datagram: 65,507 octets less the record's header, MAC and
   * padding, and less a repeated ChangeCipherSpec and Finished before it (WAP-261 9.2, 10.4).
   */
  public static final OriginLimits DEFAULT =
      new OriginLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(20), 65_280, 1024, 8, Duration.ofSeconds(10));

  public OriginLimits {
    if (maxReply < 256 || maxRequests < 1 || maxRequestsPerConnection < 1) {
      throw new IllegalArgumentException(
          "An origin needs at least 1 request at a time and replies of at least 256 octets.");
    }
  }
}
