package wtls.api.client;

import org.osgi.annotation.versioning.ProviderType;

/** Opens secure connections, over whichever engine is there. An OSGi service of the core. */
@ProviderType
public interface WtlsClient {

  /**
   * Opens a connection: resumes a stored session with the server by the abbreviated handshake if
   * the request allows it and there is one, and does a full handshake otherwise. Blocks until the
   * connection is open or has failed, at most for the time that the retransmissions take.
   *
   * @return an open connection; the caller closes it
   * @throws UnreachableException when the server does not answer
   * @throws HandshakeException when one side refused the other's offer
   * @throws UntrustedServerException when the server's certificate was not accepted
   * @throws EngineUnavailableException when no engine can serve the request
   * @throws WtlsException on any other failure
   */
  SecureConnection connect(ConnectRequest request) throws WtlsException, InterruptedException;
}
