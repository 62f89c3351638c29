package wtls.launcher.command;

import java.nio.file.Path;
import java.util.Map;
import wtls.launcher.home.Home;
import wtls.launcher.service.Services;

/**
 * All that a command finds around it.
 *
 * @param services the framework
 * @param terminal where to write
 * @param environment the environment variables
 * @param userHome the user's own folder
 */
record Surroundings(
    Services services, Terminal terminal, Map<String, String> environment, Path userHome) {

  Path defaultHome() {
    return Home.defaultFolder(environment, userHome);
  }
}
