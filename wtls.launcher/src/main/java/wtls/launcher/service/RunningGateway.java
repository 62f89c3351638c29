package wtls.launcher.service;

import wtls.api.gateway.Gateway;

/** A gateway that listens until this is closed. */
public interface RunningGateway extends AutoCloseable {

  /** The gateway. */
  Gateway service();

  @Override
  void close();
}
