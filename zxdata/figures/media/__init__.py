"""What all kinds of figure share in one medium: how a screen, a slide, a sheet, a picture and a sentence look."""
