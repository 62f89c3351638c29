package wtls.gateway.handshake;

import java.util.Objects;

/**
 * A step of a handshake that computes with private keys or writes to a file: too long for the
 * thread that carries datagrams. Run it once, on any thread, then give it back to its machine on
 * the machine's own thread: {@link ServerMachine#completed}. A machine has at most one under way.
 *
 * @param <T> what the step yields; closed, if it can be, when the handshake is gone by then
 */
public final class HandshakeTask<T> implements Runnable {

  /** The step; touches nothing of its machine. */
  @FunctionalInterface
  interface Step<T> {
    T take() throws Refusal;
  }

  /** What the machine does with the result. */
  @FunctionalInterface
  interface Continuation<T> {
    void accept(T result) throws Refusal;
  }

  private final Attempt attempt;
  private final Step<T> step;
  private final Continuation<T> continuation;
  private T result;
  private Refusal refusal;

  HandshakeTask(Attempt attempt, Step<T> step, Continuation<T> continuation) {
    this.attempt = attempt;
    this.step = Objects.requireNonNull(step, "step");
    this.continuation = Objects.requireNonNull(continuation, "continuation");
  }

  /** Takes the step; keeps its outcome for the machine. Never throws. */
  @Override
  public void run() {
    try {
      result = step.take();
    } catch (Refusal e) {
      refusal = e;
    } catch (RuntimeException e) {
      // Peers choose the inputs: whatever fails here is one handshake's end, not the thread's.
      refusal = Refusal.internal("A step of the handshake failed: " + e);
    }
  }

  /** Whose task it is. */
  Attempt attempt() {
    return attempt;
  }

  /** Goes on with the outcome, on the machine's thread. */
  void proceed() throws Refusal {
    if (refusal != null) {
      throw refusal;
    }
    if (result == null) {
      throw Refusal.internal("A step of the handshake was given back before it was taken.");
    }
    continuation.accept(result);
  }

  /** Wipes an outcome that nobody waits for any more. */
  void discard() {
    if (result instanceof AutoCloseable secret) {
      try {
        secret.close();
      } catch (Exception e) {
        throw new IllegalStateException("A secret could not be wiped.", e);
      }
    }
  }
}
