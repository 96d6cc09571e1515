#pragma once

class QgsMapLayer;

namespace calving
{

//! Colours of polygons by their attribute change: gained blue, lost red. Does nothing to other kinds of
//! layers.
void styleChange( QgsMapLayer &layer );

} // namespace calving
