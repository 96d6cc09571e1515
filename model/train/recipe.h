#pragma once

namespace calving
{

//! Where the options of a training on labelled scenes begin: what nobody asked for by name.
enum class Recipe
{
  //! Adapt for fewer scenes than fewScenes, else Train.
  Automatic,
  //! A trained network learns some scenes of a glacier within minutes on a processor.
  Adapt,
  //! A network learns many scenes of several glaciers on a processor or a graphics card.
  Train,
  //! As Tyrion was trained (Gourmelon et al. 2025, released code).
  Published
};

//! With fewer labelled scenes a network cannot begin at random, and none can be spared for validation.
constexpr int fewScenes = 20;

//! \a asked, or, where that is Automatic, the one for so many \a scenes.
constexpr Recipe recipeFor( Recipe asked, int scenes )
{
  return asked != Recipe::Automatic ? asked : scenes < fewScenes ? Recipe::Adapt : Recipe::Train;
}

} // namespace calving
