package wtls.itest;

import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerMethod;

/** The engine of embodiment 1 in the framework. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerMethod.class)
public class StorageEngineIT extends CardEngineContract {
  public StorageEngineIT() {
    super("card-storage", 1);
  }
}
