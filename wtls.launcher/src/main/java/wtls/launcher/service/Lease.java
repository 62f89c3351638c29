package wtls.launcher.service;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A service in use. It stays for as long as somebody uses it: a component whose service nobody has
 * may be put away, with all that it holds.
 *
 * @param service the service
 * @param context the user
 * @param reference the service's reference
 */
record Lease<S>(S service, BundleContext context, ServiceReference<?> reference)
    implements AutoCloseable {

  /**
   * Takes a service into use.
   *
   * @throws ServiceException when it is not there any more, or cannot be made
   */
  static <S> Lease<S> of(
      BundleContext context, ServiceReference<?> reference, Class<S> type, String what)
      throws ServiceException {
    Object service = reference == null ? null : context.getService(reference);
    if (service == null) {
      throw new ServiceException(what + " is not there: run it with --verbose to see why.");
    }
    return new Lease<>(type.cast(service), context, reference);
  }

  /** Gives the service back. */
  @Override
  public void close() {
    try {
      context.ungetService(reference);
    } catch (IllegalStateException e) {
      // the bundle has stopped, which gives all services back
    }
  }
}
