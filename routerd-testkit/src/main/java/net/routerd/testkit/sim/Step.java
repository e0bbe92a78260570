package net.routerd.testkit.sim;

/** Something that happens to the machine, to the engine, or between them. */
sealed interface Step
    permits ClockStep,
        FarStep,
        FaultStep,
        ForeignStep,
        LeaseStep,
        LifeStep,
        LinkStep,
        OperatorStep {

  /** Lets it happen; does nothing where it cannot. */
  void happen(World world);
}
