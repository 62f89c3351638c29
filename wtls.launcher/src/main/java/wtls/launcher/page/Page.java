package wtls.launcher.page;

import java.time.Duration;

/**
 * A page as it came.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param body the body, not copied
 * @param time from the request to the answer
 */
public record Page(int status, String contentType, byte[] body, Duration time) {

  /** Whether the origin had what was asked for. */
  public boolean successful() {
    return status / 100 == 2;
  }
}
