/**
 * The contract that every security engine keeps, as abstract test classes: one for each topic, to
 * be extended by a test of the engine that says how to start it.
 *
 * <pre>{@code
 * class MyEngineContractTest {
 *   @Nested class Establishment extends EstablishmentContract {
 *     Establishment() { super(MyEngineUnderTest::start); }
 *   }
 *   @Nested class Records extends RecordContract {
 *     Records() { super(MyEngineUnderTest::start); }
 *   }
 *   ...
 * }
 * }</pre>
 *
 * <p>An engine that lets master secrets go keeps the {@link wtls.tck.HandoverContract}, one that
 * seals them in its card the {@link wtls.tck.SealedHandoverContract}.
 *
 * <p>The other side of each handshake is a {@link wtls.tck.ScriptedServer}, which computes with
 * {@code wtls.protocol}. Tests ask the engine's profile what it can do, and test that. Randomness
 * comes from a seed that is part of every failure's message; {@code -Dwtls.tck.seed} sets it.
 */
package wtls.tck;
