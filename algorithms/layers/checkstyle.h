#pragma once

class QgsMapLayer;

namespace calving
{

//! Colours of checked fronts: faultless ones thin and grey, the others bright and on top, each in the colour
//! of its first flag. Does nothing to other kinds of layers.
void styleChecks( QgsMapLayer &layer );

} // namespace calving
