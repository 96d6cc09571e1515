#pragma once

namespace calving
{

/**
 * Lets OpenMP's threads leave the processor to others while they wait, in programs that did not ask for it.
 *
 * OMP_WAIT_POLICY=PASSIVE does that, but GNU's library reads it when it is loaded, and QGIS loads it before
 * any plugin. What can still be had is the way in which that library waits when there are more threads than
 * cores: a sleeping team makes it so, once for the process. Does nothing where the variable was set when the
 * process began. Changes no result.
 */
void letThreadsWaitQuietly();

} // namespace calving
