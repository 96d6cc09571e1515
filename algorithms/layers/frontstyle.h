#pragma once

#include <memory>

#include <QColor>

class QgsLineSymbol;
class QgsMapLayer;

namespace calving
{

//! A dark casing under a bright line: visible on snow, rock and water alike.
std::unique_ptr<QgsLineSymbol> frontSymbol( const QColor &colour );

//! Colours of a layer of fronts: a bright line with a dark casing. Does nothing to other kinds of layers.
void styleFronts( QgsMapLayer &layer );

//! The same with colours by date, from the first to the last.
void styleSeries( QgsMapLayer &layer );

//! Colours of a raster of front pixels, 0 and 255: only the fronts are drawn.
void styleFrontPixels( QgsMapLayer &layer );

} // namespace calving
