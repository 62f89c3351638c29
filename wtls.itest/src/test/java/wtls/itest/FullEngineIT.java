package wtls.itest;

import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerMethod;

/** The engine of embodiment 3 in the framework. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerMethod.class)
public class FullEngineIT extends CardEngineContract {
  public FullEngineIT() {
    super("card-full", 3);
  }
}
