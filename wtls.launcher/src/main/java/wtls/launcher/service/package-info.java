/**
 * What the commands need of the framework: a client over a configured engine, a gateway that runs,
 * and taps. Configurations go to the Configuration Admin service; what comes of them is a service.
 */
package wtls.launcher.service;
