package wtls.gateway.origin;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import wtls.gateway.wsp.Reply;

/** One exchange with an origin, with a deadline for all of it: the JDK's ends at the headers. */
final class Fetch {
  private final HttpClient client;
  private final HttpRequest request;
  private final OriginLimits limits;
  private final ScheduledExecutorService timer;
  private final Runnable ended;
  private final CompletableFuture<HttpResponse<byte[]>> result = new CompletableFuture<>();

  /**
   * @param ended runs once, when the exchange has ended in whatever way
   */
  Fetch(
      HttpClient client,
      HttpRequest request,
      OriginLimits limits,
      ScheduledExecutorService timer,
      Runnable ended) {
    this.client = client;
    this.request = request;
    this.limits = limits;
    this.timer = timer;
    this.ended = ended;
  }

  void start(int transactionId, Consumer<Reply> done) {
    result.whenComplete((response, failure) -> ended.run());
    result
        .handle((response, failure) -> reply(transactionId, response, failure))
        .thenAccept(
            reply -> {
              if (!result.isCancelled()) {
                done.accept(reply);
              }
            });
    CompletableFuture<HttpResponse<byte[]>> exchange;
    ScheduledFuture<?> deadline;
    try {
      exchange = client.sendAsync(request, info -> new LimitedBody(limits.maxReply()));
      deadline =
          timer.schedule(
              () -> result.completeExceptionally(new HttpTimeoutException("no reply in time")),
              limits.requestTimeout().toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException | IllegalArgumentException e) {
      result.completeExceptionally(e);
      return;
    }
    exchange.whenComplete(
        (response, failure) -> {
          if (failure == null) {
            result.complete(response);
          } else {
            result.completeExceptionally(failure);
          }
        });
    result.whenComplete(
        (response, failure) -> {
          deadline.cancel(false);
          exchange.cancel(true);
        });
  }

  void cancel() {
    result.cancel(false);
  }

  private Reply reply(int transactionId, HttpResponse<byte[]> response, Throwable failure) {
    if (failure == null) {
      return HttpTranslation.reply(transactionId, response);
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
      if (reason instanceof LimitedBody.TooLargeException) {
        return Replies.tooLarge(transactionId);
      }
    }
    if (cause instanceof HttpTimeoutException) {
      return Replies.error(transactionId, 504, "The origin did not answer in time.");
    }
    if (cause instanceof IllegalArgumentException) {
      return Replies.error(transactionId, 400, "The request cannot be sent over HTTP.");
    }
    return Replies.error(transactionId, 502, "The origin cannot be reached, or broke off.");
  }
}
