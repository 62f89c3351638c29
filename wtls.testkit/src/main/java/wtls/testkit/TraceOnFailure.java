package wtls.testkit;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import wtls.testkit.network.VirtualNetwork;

/**
 * Prints the seeds and traces of a test's networks when it has failed. Registered by a field of the
 * test class: {@code @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();}
 */
public final class TraceOnFailure implements AfterTestExecutionCallback {
  private final List<VirtualNetwork> networks = new ArrayList<>();

  /** A network whose trace is printed if the test fails. */
  public VirtualNetwork network(long seed) {
    VirtualNetwork network = new VirtualNetwork(seed);
    networks.add(network);
    return network;
  }

  /** Goes on without the networks so far, in a test that makes many. */
  public void forget() {
    networks.clear();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      System.err.println("Failed: " + context.getUniqueId());
      networks.forEach(network -> System.err.println(network.trace()));
    }
    networks.clear();
  }
}
