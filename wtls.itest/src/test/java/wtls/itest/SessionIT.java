package wtls.itest;

import static org.assertj.core.api.Assertions.assertThat;

import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import wtls.api.client.Negotiated;
import wtls.api.client.SecureConnection;
import wtls.api.gateway.Gateway;
import wtls.api.session.SecurityLevel.Authentication;

/** The bundles start, and a session runs over real UDP through their services. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SessionIT {
  @Inject private BundleContext context;

  private Stage stage;

  @Configuration
  public Option[] product() {
    return Product.inFramework();
  }

  @Before
  public void build() throws Exception {
    stage = new Stage(context);
  }

  @After
  public void tearDown() throws Exception {
    stage.close();
  }

  @Test
  public void everyBundleIsActive() {
    for (Bundle bundle : context.getBundles()) {
      boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
      assertThat(bundle.getState())
          .as(bundle.getSymbolicName())
          .isEqualTo(fragment ? Bundle.RESOLVED : Bundle.ACTIVE);
    }
  }

  @Test
  public void aSessionIsMadeUsedAndResumed() throws Exception {
    Gateway gateway = stage.startGateway();
    stage.configureEngine(gateway);

    try (SecureConnection connection = stage.connect(gateway)) {
      assertThat(connection.negotiated().handshake()).isEqualTo(Negotiated.Handshake.FULL);
      assertThat(connection.negotiated().engine()).isEqualTo("phone");
      assertThat(connection.securityLevel().authentication()).isEqualTo(Authentication.SERVER);
      stage.fetch(connection, "/first");
      stage.fetch(connection, "/second");
    }
    try (SecureConnection connection = stage.connect(gateway)) {
      assertThat(connection.negotiated().handshake()).isEqualTo(Negotiated.Handshake.ABBREVIATED);
      stage.fetch(connection, "/third");
    }

    assertThat(gateway.statistics().fullHandshakes()).isEqualTo(1);
    assertThat(gateway.statistics().abbreviatedHandshakes()).isEqualTo(1);
    assertThat(gateway.statistics().recordsOpened()).isGreaterThanOrEqualTo(3);
  }

  @Test
  public void twoGatewaysRunSideBySide() throws Exception {
    Gateway first = stage.startGateway();
    stage.configureEngine(first);
    try (Stage other = new Stage(context)) {
      other.startGateway();
      assertThat(stage.count(Gateway.class)).isEqualTo(2);

      try (SecureConnection connection = stage.connect(first)) {
        stage.fetch(connection, "/of-the-first");
      }
    }
    assertThat(stage.count(Gateway.class)).isEqualTo(1);
  }
}
